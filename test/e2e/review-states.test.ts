/** A review is of commits: it says the same whatever lies in the work tree, and whatever is known of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOrc } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

const SHOP = 'open-a-shop-aaaaaa';
const RENT = 'rent-a-place-000001';
const PAINT = 'paint-the-walls-000002';
const HIRE = 'hire-somebody-000003';
const SELL = 'sell-it-000004';
const pathOf = (id: string) => `.tasks/${SHOP}/${id}.md`;

let shop: TestRepository;
let expected: unknown;

beforeAll(async () => {
  const files = [planFile(SHOP), ...[RENT, PAINT, HIRE].map((id) => taskFile(SHOP, id, { effort: '1h' }))];
  shop = createRepository({ files: Object.fromEntries(files) });
  shop.git('config', 'uploadpack.allowFilter', 'true');
  shop.git('checkout', '--quiet', '-b', 'topic');
  shop.write(...taskFile(SHOP, RENT, { effort: '2h' }));
  shop.write(...taskFile(SHOP, SELL, { depends_on: [RENT, PAINT] }));
  shop.write(...taskFile(SHOP, PAINT, { status: 'completed', depends_on: [HIRE] }));
  shop.write(pathOf(HIRE), 'no front matter\n');
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message=topic');
  shop.git('update-ref', 'refs/remotes/origin/topic', 'topic');
  expected = await review(shop.root);
});
afterAll(() => shop.cleanup());

async function review(root: string): Promise<unknown> {
  return JSON.parse((await runOrc(root, ['review', 'main...origin/topic', '--json'])).stdout);
}

/** A clone on main, where all questions have been asked. */
async function inClone(
  args: readonly string[],
  work: (clone: TestRepository) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  try {
    shop.git('clone', '--quiet', '--branch=main', ...args, `file://${shop.root}`, folder);
    const clone = openRepository(folder);
    await runOrc(clone.root, ['status']);
    await work(clone);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a review', () => {
  const states: Readonly<Record<string, (clone: TestRepository) => void>> = {
    'of what was read of another branch': () => undefined,
    'of its own branch, read since': (clone) => clone.git('checkout', '--quiet', 'topic'),
    'beside edited, broken and new files': (clone) => {
      clone.write(...taskFile(SHOP, RENT, { effort: '9h' }));
      clone.write(pathOf(PAINT), 'broken\n');
      clone.write(...taskFile(SHOP, 'stray-000009'));
    },
    'with other line endings in the work tree': (clone) => {
      clone.git('config', 'core.autocrlf', 'true');
      clone.git('rm', '--quiet', '-r', '--cached', '.');
      clone.git('reset', '--quiet', '--hard');
    },
    'of a sparse checkout': (clone) => clone.git('sparse-checkout', 'set', '--no-cone', `/${pathOf(PAINT)}`),
  };

  it.each(Object.entries(states))('says the same %s', async (_, prepare) => {
    await inClone([], async (clone) => {
      prepare(clone);
      const first = await review(clone.root);
      await runOrc(clone.root, ['status']);
      expect(first).toEqual(await review(clone.root));
      expect(first).toEqual(expected);
    });
  });

  it('of a partial clone fetches nothing, and says what is missing', async () => {
    await inClone(['--filter=blob:none'], async (clone) => {
      const { code, stderr } = await runOrc(clone.root, ['review', 'main...origin/topic', '--json']);
      expect({ code, error: JSON.parse(stderr).error.code }).toEqual({ code: 1, error: 'git-failed' });
    });
  });
});
