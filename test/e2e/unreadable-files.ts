/** A repository with a file for every way in which one cannot be read, and a task that depends on each. */
import { readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE_PLAN, examplePlan, exampleTask, SOUND_PLAN } from '../../src/core/example-files.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

export interface BrokenFile {
  readonly path: string;
  readonly id: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
  /** The task that depends on it. */
  readonly dependent: string;
  /** Why that task waits. */
  readonly reason: 'unreadable' | 'ambiguous';
}

type Case = readonly [code: string, line: number, column: number, content: (id: string) => string | Buffer];

const field = (lines: string) => (id: string) => `---\nid: ${id}\ntitle: Torn\n${lines}\n---\nBody\n`;

const CASES: readonly Case[] = [
  ['bad-yaml', 4, 9, field('reason: waiting: for review')],
  ['duplicate-key', 5, 1, field('status: pending\nstatus: completed')],
  [
    'conflict-markers',
    4,
    1,
    field('<<<<<<< ours\nstatus: pending\n=======\nstatus: blocked\n>>>>>>> theirs'),
  ],
  ['unclosed-front-matter', 1, 1, (id) => `---\nid: ${id}\ntitle: Torn\n`],
  ['no-front-matter', 1, 1, () => '# Torn\n'],
  ['wrong-type', 4, 13, field('depends_on: design-user-schema-k3f9q2')],
  ['unknown-value', 4, 9, field('status: purple')],
  ['yaml-alias', 4, 17, field('source: &origin tracker')],
  ['id-mismatch', 2, 5, () => '---\nid: another-one-0a1b2c\ntitle: Torn\n---\n'],
  [
    'invalid-utf8',
    3,
    10,
    (id) =>
      Buffer.concat([
        Buffer.from(`---\nid: ${id}\ntitle: To`),
        Buffer.from([0xff, 0x0a]),
        Buffer.from('---\n'),
      ]),
  ],
  ['file-too-large', 1, 1, (id) => `${field('x: 1')(id)}${'long '.repeat(220_000)}\n`],
];

/** The broken files of the repository; those that `createBrokenRepository` adds by other means included. */
export const BROKEN: readonly BrokenFile[] = [
  ...CASES.map(([code, line, column], index) => describe(code, line, column, index)),
  describe('symbolic-link', 1, 1, CASES.length),
  { ...describe('duplicate-id', 1, 1, CASES.length + 1), reason: 'ambiguous' },
];

function describe(code: string, line: number, column: number, index: number): BrokenFile {
  const number = `${index}`.padStart(6, '0');
  const id = `torn-${number}`;
  const path = `.tasks/${EXAMPLE_PLAN}/${id}.md`;
  return { path, id, code, line, column, dependent: `waits-${number}`, reason: 'unreadable' };
}

/** Nothing of it is committed, and one task, `design-user-schema-k3f9q2`, is ready. */
export function createBrokenRepository(): TestRepository {
  const dependents = BROKEN.map(({ id, dependent }) => exampleTask(dependent, 'depends_on:', `  - ${id}`));
  const repository = createRepository({ files: Object.assign({}, SOUND_PLAN, ...dependents), commit: false });
  const write = (path: string, content: string | Buffer) =>
    writeFileSync(join(repository.root, path), content);
  for (const [index, [, , , content]] of CASES.entries()) {
    const { path = '', id = '' } = BROKEN[index] ?? {};
    write(path, content(id));
  }
  const [link, duplicate] = BROKEN.slice(CASES.length);
  repository.write('elsewhere.md', field('x: 1')(link?.id ?? ''));
  symlinkSync('../../elsewhere.md', join(repository.root, link?.path ?? ''));
  write(duplicate?.path ?? '', field('x: 1')(duplicate?.id ?? ''));
  for (const [path, text] of Object.entries(examplePlan('vouchers-7d2r5t'))) repository.write(path, text);
  repository.write(`.tasks/vouchers-7d2r5t/${duplicate?.id}.md`, field('x: 2')(duplicate?.id ?? ''));
  return repository;
}

/** What lies at the paths of the broken files, to the byte. */
export function readBroken({ root }: TestRepository): Record<string, string> {
  return Object.fromEntries(
    BROKEN.map(({ path, code }) => [
      path,
      code === 'symbolic-link' ? readlinkSync(join(root, path)) : readFileSync(join(root, path), 'base64'),
    ]),
  );
}
