import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintFactsAt } from '../../../src/core/lint/lint-facts.ts';
import type { IndexData } from '../../../src/store/index/index-data.ts';
import { patchIndex } from '../../../src/store/index/patch-index.ts';
import { rebuildIndex } from '../../../src/store/index/rebuild-index.ts';
import { decodeRecord } from '../../../src/store/index/records.ts';
import { surveyFiles } from '../../../src/store/index/survey-files.ts';
import type { PlanFileEntry } from '../../../src/store/list-plan-files.ts';
import { readPlanFile } from '../../../src/store/read-plan-file.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';

const PLAN = '.tasks/web-shop-aaaaaa';

/** Text of a task that waits for `bake` or others. */
function formatTask(id: string, fields = '', dependsOn: readonly string[] = ['bake-000001']): string {
  const list = dependsOn.map((name) => `  - ${name}\n`).join('');
  return `---\nid: ${id}\ntitle: Do ${id}\ndepends_on:\n${list}${fields}---\n`;
}

const FILES = {
  [`${PLAN}/plan.md`]: '---\nid: web-shop-aaaaaa\ntitle: Web shop\n---\n',
  [`${PLAN}/bake-000001.md`]: '---\nid: bake-000001\ntitle: Bake\n---\n',
  [`${PLAN}/knead-000002.md`]: formatTask('knead-000002'),
  [`${PLAN}/mix-000003.md`]: formatTask('mix-000003', '', ['knead-000002', 'nothing-000009']),
  [`${PLAN}/weigh-000004.md`]: formatTask('weigh-000004', 'specialist: miller\n'),
};

let repository: TestRepository;
let old: IndexData;

const readFile = (entry: PlanFileEntry) => readPlanFile(repository.root, 'sha1', entry);

beforeEach(() => {
  repository = createRepository({ files: FILES });
  old = rebuild(null);
});

afterEach(() => repository.cleanup());

function rebuild(from: IndexData | null, survey = surveyFiles(repository.root, from)): IndexData {
  const index = rebuildIndex(from, survey, readFile);
  if (index === null) throw new Error('the index is damaged');
  // What was read just now would count as too young to be trusted.
  index.files.racy.fill(0);
  return index;
}

function write(name: string, text: string): void {
  writeFileSync(join(repository.root, PLAN, `${name}.md`), text);
}

/** As plain values, so that two ways to make an index can be compared. */
function describeIndex({ graph, files, meta, records, lint }: IndexData) {
  const nodes = Array.from(records.checksum, (_, node) => node);
  return {
    graph,
    files,
    meta: { ...meta, specialists: null },
    records: nodes.map((node) => decodeRecord(records, node)),
    start: records.start,
    bytes: Buffer.concat(records.pieces() ?? []).toString(),
    lint: nodes.map((node) => lintFactsAt(lint, node)),
  };
}

describe('an edit that leaves everything between files as it was', () => {
  it.each<[string, () => void]>([
    ['another status', () => write('knead-000002', formatTask('knead-000002', 'status: completed\n'))],
    ['another text below', () => write('mix-000003', `${FILES[`${PLAN}/mix-000003.md`]}Text.\n`)],
    [
      'priority, effort and a role that nobody had',
      () =>
        write('knead-000002', formatTask('knead-000002', 'priority: high\neffort: 3d\nspecialist: baker\n')),
    ],
    [
      'a title with long characters, and an unsorted list',
      () => write('bake-000001', '---\nid: bake-000001\ntitle: Bäckerei 🥐\nfiles:\n  - b\n  - a\n---\n'),
    ],
    [
      'several at once',
      () => {
        write('weigh-000004', formatTask('weigh-000004', 'status: blocked\nreason: no scales\n'));
        write('bake-000001', '---\nid: bake-000001\ntitle: B\nstatus: completed\n---\n');
      },
    ],
    [
      'a file replaced by another',
      () => {
        write('new', formatTask('mix-000003', 'effort: 1h\n', ['knead-000002', 'nothing-000009']));
        const at = (name: string) => join(repository.root, PLAN, `${name}.md`);
        renameSync(at('new'), at('mix-000003'));
      },
    ],
  ])('gives the index that building it anew gives: %s', (_, edit) => {
    edit();
    const survey = surveyFiles(repository.root, old);
    const patched = patchIndex(old, survey, readFile);
    const rebuilt = rebuildIndex(old, survey, readFile);
    if (patched === null || rebuilt === null) throw new Error('there is no index');
    expect(describeIndex(patched)).toEqual(describeIndex(rebuilt));
    expect(describeIndex(patched)).not.toEqual(describeIndex(old));
  });
});

describe('an edit of more than single tasks is left to building anew', () => {
  it.each<[string, () => void]>([
    ['another dependency', () => write('knead-000002', formatTask('knead-000002', '', ['weigh-000004']))],
    ['a plan', () => write('plan', '---\nid: web-shop-aaaaaa\ntitle: Shop\ncancelled: true\n---\n')],
    ['a task that cannot be read', () => write('knead-000002', 'nothing')],
    ['a problem', () => write('bake-000001', '---\nid: bake-000001\ntitle: Bake\nprio: high\n---\n')],
    ['a new file', () => write('sell-000005', formatTask('sell-000005'))],
    ['an id that another file claims too', () => writeTwice()],
  ])('%s', (_, edit) => {
    edit();
    expect(patchIndex(old, surveyFiles(repository.root, old), readFile)).toBeNull();
  });

  function writeTwice(): void {
    repository.write('.tasks/other-bbbbbb/knead-000002.md', formatTask('knead-000002'));
    old = rebuild(old);
    write('knead-000002', formatTask('knead-000002', 'status: completed\n'));
  }
});

it('says of damaged records that they are, like the old one', () => {
  write('knead-000002', formatTask('knead-000002', 'status: completed\n'));
  const damaged = { ...old, records: { ...old.records, pieces: () => null } };
  expect(patchIndex(damaged, surveyFiles(repository.root, old), readFile)?.records.pieces()).toBeNull();
});
