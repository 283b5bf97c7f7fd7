import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateRepository } from '../../../src/git/locate-repository.ts';
import { type IndexPlace, readTable, recallTable } from '../../../src/store/index/read-table.ts';
import { planFile, taskFile } from '../../helpers/plan-files.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { LOW_LIMITS } from './model/read-answers.ts';

const SHOP = 'open-a-shop-aaaaaa';
const RENT = 'rent-a-place-000001';
const PAINT = 'paint-the-walls-000002';
const FILES = Object.fromEntries([planFile(SHOP), taskFile(SHOP, RENT), taskFile(SHOP, PAINT)]);

let repository: TestRepository;
let place: IndexPlace;

beforeEach(() => {
  repository = createRepository({ files: FILES });
  const { root } = repository;
  const indexPath = join(locateRepository(root).gitDir, 'orchestrator', 'index');
  place = { root, indexPath, objectFormat: 'sha1', probe: null };
});

afterEach(() => repository.cleanup());

function describeRows(table: ReturnType<typeof recallTable>) {
  return table?.graph.ids.map((_, node) => [table.pathAt(node), table.revisionAt(node), table.taskAt(node)]);
}

describe('what is recalled', () => {
  it('is nothing without an index', () => {
    expect(recallTable(place)).toBeNull();
  });

  it('is what the files said, with their revisions, though they were changed since', async () => {
    const then = describeRows(await readTable(place));
    repository.write(...taskFile(SHOP, RENT, { status: 'cancelled', reason: 'no money' }));
    rmSync(join(place.root, `.tasks/${SHOP}/${PAINT}.md`));
    const recalled = recallTable(place);
    expect(describeRows(recalled)).toEqual(then);
    expect(recalled?.revisionAt(2)).toBeNull();
    for (const path of [`.tasks/${SHOP}/${RENT}.md`, `.tasks/${SHOP}/${PAINT}.md`]) {
      const oid = repository.git('rev-parse', `HEAD:${path}`).trim();
      expect(describeRows(recalled)?.some(([known, revision]) => known === path && revision === oid)).toBe(
        true,
      );
    }
  });

  it('names the folders as git names their trees, as long as these hold no more than plans and tasks', async () => {
    repository.write(...planFile('open-a-cafe-bbbbbb'));
    repository.write('.tasks/open-a-cafe-bbbbbb/synthesis.md', '# All of it\n');
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=more');
    const limits = LOW_LIMITS;
    await sleep(60);
    for (let count = 0; count < 3; count++) await readTable({ ...place, limits });
    const treeOf = (plan: string) => repository.git('rev-parse', `HEAD:.tasks/${plan}`).trim();
    const nameOf = (plan: string) => recallTable({ ...place, limits })?.treeOf?.(plan) ?? null;
    expect(nameOf(SHOP)).toBe(treeOf(SHOP));
    expect(nameOf('open-a-cafe-bbbbbb')).not.toBe(treeOf('open-a-cafe-bbbbbb'));
    repository.write(...taskFile(SHOP, RENT, { effort: '2h' }));
    await readTable({ ...place, limits });
    expect(nameOf(SHOP)).toBeNull();
    repository.write(...taskFile(SHOP, RENT));
    repository.write(...taskFile(SHOP, 'hang-the-sign-000003'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=a task');
    await sleep(60);
    for (let count = 0; count < 3; count++) await readTable({ ...place, limits });
    expect(nameOf(SHOP)).toBe(treeOf(SHOP));
  });

  it('is nothing when a file could not be read then', async () => {
    repository.write(`.tasks/${SHOP}/${PAINT}.md`, 'no front matter\n');
    await readTable(place);
    expect(recallTable(place)).toBeNull();
  });

  it('is nothing when a record is damaged', async () => {
    await readTable(place);
    const bytes = readFileSync(place.indexPath);
    const at = bytes.lastIndexOf('"title"');
    bytes[at + 10] = (bytes[at + 10] ?? 0) ^ 1;
    writeFileSync(place.indexPath, bytes);
    expect(recallTable(place)).toBeNull();
  });
});
