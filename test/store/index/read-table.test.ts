import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChangeProbe } from '../../../src/git/change-probe.ts';
import { commitPaths } from '../../../src/git/commit-paths.ts';
import { locateRepository } from '../../../src/git/locate-repository.ts';
import { identityOf, loadIndex } from '../../../src/store/index/index-file.ts';
import { type IndexPlace, readTable } from '../../../src/store/index/read-table.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { describeFiles, describeTable, findDifference, LOW_LIMITS } from './model/read-answers.ts';

const PLAN = 'web-shop-aaaaaa';
const ID = 'build-cart-000001';
const PATH = `.tasks/${PLAN}/${ID}.md`;
const TASK = `---\nid: ${ID}\ntitle: Build the cart\nstatus: pending\nreason: none\n---\n`;
const ALTERED = TASK.replace('pending', 'blocked');

let repository: TestRepository;
let place: IndexPlace;
let path: string;

beforeEach(() => {
  const plan = `---\nid: ${PLAN}\ntitle: Web shop\n---\n`;
  repository = createRepository({ files: { [`.tasks/${PLAN}/plan.md`]: plan, [PATH]: TASK } });
  const { root } = repository;
  const location = locateRepository(root);
  const indexPath = join(location.gitDir, 'orchestrator', 'index');
  place = { root, indexPath, objectFormat: 'sha1', probe: createChangeProbe(location), limits: LOW_LIMITS };
  path = join(root, PATH);
});

afterEach(() => repository.cleanup());

async function readStatus(): Promise<string | undefined> {
  const table = await readTable(place);
  return table.taskAt(table.graph.ids.indexOf(ID))?.status;
}

/** Reads until the index holds all that it ever will. */
async function settle(): Promise<void> {
  await sleep(1060 - (Date.now() % 1000));
  for (let count = 0; count < 3; count++) await readTable(place);
}

function countVouched(): number {
  const index = loadIndex(place.indexPath, identityOf(place.root, 'sha1'));
  return index?.files.vouched.reduce((sum, one) => sum + one, 0) ?? -1;
}

function writeKeepingTime(text: string): void {
  const { atime, mtime } = lstatSync(path);
  writeFileSync(path, text);
  utimesSync(path, atime, mtime);
}

function replaceKeepingTime(text: string): void {
  const { atime, mtime } = lstatSync(path);
  const other = join(repository.root, 'other');
  writeFileSync(other, text);
  utimesSync(other, atime, mtime);
  renameSync(other, path);
}

describe('a change right after the index was made', () => {
  it.each([
    ['in place', writeKeepingTime],
    ['by rename', replaceKeepingTime],
  ])('%s, of the same size and time, is never missed', async (_, write) => {
    place = { ...place, probe: null };
    let missed = 0;
    for (let round = 0; round < 1500; round++) {
      for (const [text, status] of [
        [ALTERED, 'blocked'],
        [TASK, 'pending'],
      ] as const) {
        write(text);
        if ((await readStatus()) !== status) missed += 1;
      }
    }
    expect(missed).toBe(0);
  });

  it('is seen although git compares whole seconds', async () => {
    utimesSync(path, 1_000_000_000, 1_000_000_000);
    await sleep(1010 - (Date.now() % 1000));
    writeKeepingTime(`${TASK}\n`);
    repository.git('add', '--all');
    await sleep(120);
    for (let count = 0; count < 3; count++) await readTable(place);
    writeKeepingTime(`${ALTERED}\n`);
    expect(await readStatus()).toBe('blocked');
  });
});

describe('the probe', () => {
  it('vouches for what git tracks, and is asked instead of the files', async () => {
    await settle();
    expect(countVouched()).toBe(2);
    let asked = 0;
    const probe = place.probe;
    if (probe === null) throw new Error('there is no probe');
    const findTouched = async () => {
      asked += 1;
      return new Set<string>();
    };
    writeFileSync(path, ALTERED);
    // Such a probe lies; that it is believed shows that the file was not looked at.
    place = { ...place, probe: { ...probe, findTouched } };
    expect([await readStatus(), asked]).toEqual(['pending', 1]);
    place = { ...place, probe };
    expect(await readStatus()).toBe('blocked');
  });

  it('is not believed about a folder that has changed', async () => {
    await settle();
    if (place.probe === null) throw new Error('there is no probe');
    place = { ...place, probe: { ...place.probe, findTouched: async () => new Set<string>() } };
    writeFileSync(path, ALTERED);
    expect(await readStatus()).toBe('pending');
    repository.write(`.tasks/${PLAN}/notes.txt`, 'beside it\n');
    expect(await readStatus()).toBe('blocked');
  });

  it('is not believed when its record changes between the mark and the answer', async () => {
    await settle();
    const probe = place.probe;
    if (probe === null) throw new Error('there is no probe');
    writeFileSync(path, ALTERED);
    const findTouched = () => {
      repository.git('add', '--all');
      return probe.findTouched();
    };
    place = { ...place, probe: { ...probe, findTouched } };
    expect(await readStatus()).toBe('blocked');
  });

  it.each(['findTouched', 'findVouched'] as const)('may fail: %s', async (question) => {
    if (place.probe === null) throw new Error('there is no probe');
    place = { ...place, probe: { ...place.probe, [question]: async () => null } };
    await settle();
    writeFileSync(path, ALTERED);
    expect(await readStatus()).toBe('blocked');
  });

  it('vouches for nothing in another repository or a submodule below .tasks', async () => {
    const inner = join(repository.root, '.tasks', PLAN);
    repository.git('rm', '-r', '--quiet', '--cached', '.tasks');
    repository.git('-C', inner, 'init', '--quiet');
    repository.git('-C', inner, 'add', '--all');
    repository.git('-C', inner, '-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qm', 'inner');
    repository.git('add', '--all');
    expect(repository.git('ls-files', '--stage')).toMatch(/^160000 /);
    await settle();
    expect(countVouched()).toBe(0);
    writeKeepingTime(ALTERED);
    expect(await readStatus()).toBe('blocked');
  });

  it('sees the bytes change that a filter hides from git', async () => {
    repository.git('config', 'filter.same.clean', 'echo the same');
    repository.write('.gitattributes', '*.md filter=same\n');
    repository.git('add', '--all', '--renormalize');
    await settle();
    expect(countVouched()).toBe(2);
    writeKeepingTime(ALTERED);
    expect(repository.git('diff', '--name-only')).toBe('');
    expect(await readStatus()).toBe('blocked');
  });
});

describe('an index that is remembered', () => {
  it('is not loaded again, and not believed any longer than the files say the same', async () => {
    await settle();
    const before = await readTable(place);
    const again = await readTable(place);
    expect(again.graph).toBe(before.graph);
    writeFileSync(path, ALTERED);
    expect(await readStatus()).toBe('blocked');
  });

  it('gives way to that of another process', async () => {
    await settle();
    const before = await readTable(place);
    const bytes = readFileSync(place.indexPath);
    rmSync(place.indexPath);
    writeFileSync(place.indexPath, bytes);
    const after = await readTable(place);
    expect(after.graph).not.toBe(before.graph);
    expect(describeTable(after)).toEqual(describeTable(before));
  });
});

describe('an index that is no longer what it was', () => {
  it('is read around: a task whose record is damaged comes from its file, and the next change heals all', async () => {
    await settle();
    const bytes = readFileSync(place.indexPath);
    const damage = bytes.indexOf('Build the cart');
    bytes.write('Burnt', damage);
    writeFileSync(place.indexPath, bytes);
    expect(await findDifference(place)).toBeNull();
    repository.write(`.tasks/${PLAN}/test-cart-000002.md`, TASK.replace(ID, 'test-cart-000002'));
    expect(await findDifference(place)).toBeNull();
    expect(readFileSync(place.indexPath).includes('Burnt')).toBe(false);
    expect(readFileSync(place.indexPath).includes('Build the cart')).toBe(true);
  });

  it('may vanish between the question and the reading of a task', async () => {
    await settle();
    place = { ...place, indexPath: place.indexPath.replace(/index$/, './index') };
    const table = await readTable(place);
    rmSync(place.indexPath);
    expect(describeTable(table)).toEqual(describeFiles(place.root));
  });

  it('is not believed in another place: problems may name the old one', async () => {
    rmSync(path);
    mkdirSync(path);
    await settle();
    const moved = `${repository.root}-moved`;
    renameSync(repository.root, moved);
    try {
      const indexPath = place.indexPath.replace(repository.root, moved);
      expect(loadIndex(indexPath, identityOf(repository.root, 'sha1'))).not.toBeNull();
      expect(loadIndex(indexPath, identityOf(moved, 'sha1'))).toBeNull();
      expect(await findDifference({ ...place, root: moved, indexPath, probe: null })).toBeNull();
    } finally {
      renameSync(moved, repository.root);
    }
  });
});

describe('the place of the index', () => {
  it('may be a folder, a pipe or a file that cannot be replaced', async () => {
    const folder = dirname(place.indexPath);
    writeFileSync(folder, 'in the way');
    expect(await findDifference(place)).toBeNull();
    rmSync(folder);
    mkdirSync(place.indexPath, { recursive: true });
    expect(await findDifference(place)).toBeNull();
    expect(readdirSync(folder)).toEqual(['index']);
    rmSync(place.indexPath, { recursive: true });
    symlinkSync(join(folder, 'nowhere'), place.indexPath);
    expect(await findDifference(place)).toBeNull();
    expect(existsSync(place.indexPath)).toBe(true);
  });

  it('is swept of what a killed process left there', async () => {
    await readTable(place);
    const left = join(dirname(place.indexPath), '.tmp-99999999-0123456789abcdef');
    writeFileSync(left, 'half an index');
    utimesSync(left, 1_000_000_000, 1_000_000_000);
    writeFileSync(path, ALTERED);
    await readTable(place);
    expect(existsSync(left)).toBe(false);
  });
});

describe('an index that is read for a change', () => {
  const change = async () => (await readTable(place, { isChanging: true })).taskAt(0)?.status;

  it('is not written for a few edits, which the next question takes in', async () => {
    await settle();
    const before = readFileSync(place.indexPath);
    writeFileSync(path, ALTERED);
    expect(await change()).toBe('blocked');
    writeFileSync(path, TASK);
    expect(await change()).toBe('pending');
    expect(readFileSync(place.indexPath).equals(before)).toBe(true);
    writeFileSync(path, ALTERED);
    expect(await readStatus()).toBe('blocked');
    expect(readFileSync(place.indexPath).equals(before)).toBe(false);
  });

  it('is written when many files would have to be read again', async () => {
    await settle();
    const ids = Array.from({ length: 20 }, (_, number) => `task-${number + 10}0000`);
    for (const id of ids) repository.write(`.tasks/${PLAN}/${id}.md`, TASK.replace(ID, id));
    await settle();
    const before = readFileSync(place.indexPath);
    for (const id of ids) repository.write(`.tasks/${PLAN}/${id}.md`, ALTERED.replace(ID, id));
    await change();
    expect(readFileSync(place.indexPath).equals(before)).toBe(false);
  });

  it('is made when there is none', async () => {
    expect(await change()).toBe('pending');
    expect(existsSync(place.indexPath)).toBe(true);
  });
});

describe('after a commit of our own', () => {
  const commit = (paths: readonly string[]) => {
    const message = { subject: 'Note', trailers: [] };
    return commitPaths(locateRepository(repository.root), { paths, message });
  };

  it('still vouches for the files that were not in it', async () => {
    await settle();
    expect(countVouched()).toBe(2);
    writeFileSync(path, TASK.replace('pending', 'blocked'));
    await readTable(place);
    await commit([PATH]);
    expect(place.probe?.readOwnChanges()).toHaveLength(1);
    await readTable(place);
    expect(countVouched()).toBe(1);
    expect(loadIndex(place.indexPath, identityOf(place.root, 'sha1'))?.meta.probed).toBe(
      place.probe?.nameContent(),
    );
  });

  it('vouches for nothing when somebody else has written the record in between', async () => {
    await settle();
    repository.write('other.md', 'other');
    repository.git('add', 'other.md');
    writeFileSync(path, TASK.replace('pending', 'blocked'));
    await commit([PATH]);
    expect(await readStatus()).toBe('blocked');
    expect(loadIndex(place.indexPath, identityOf(place.root, 'sha1'))?.meta.probed).not.toBe(
      place.probe?.nameContent(),
    );
  });
});
