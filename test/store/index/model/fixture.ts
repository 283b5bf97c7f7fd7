/** A small repository of plans, a copy of it for each sequence, and the texts of its files. */
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../../../bench/random.ts';
import { runGit } from '../../../../src/git/run-git.ts';
import { createRepository } from '../../../helpers/repository.ts';

const PLANS = ['web-shop-aaaaaa', 'warehouse-bbbbbb', 'accounting-cccccc'] as const;
const TASKS = [
  ...['design-cart-000001', 'build-cart-000002', 'test-cart-000003', 'ship-parcels-000004'],
  ...['count-stock-000005', 'send-invoice-000006', 'close-books-000007', 'audit-books-000008'],
] as const;
const STATUSES = ['pending', 'pending', 'completed', 'in_progress', 'blocked', 'cancelled'] as const;
const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;

export function pickPlan(random: Random): string {
  return random.pick(PLANS);
}

export function pickTask(random: Random): string {
  return random.pick(TASKS);
}

/** Text of a task file; some of its dependencies do not exist, some make cycles. */
export function formatTask(id: string, random: Random): string {
  const dependencies = Array.from({ length: random.below(3) }, () => `  - ${pickTask(random)}\n`);
  const role = random.pick(['', 'specialist: baker\n', 'specialist: generic\n']);
  const list = dependencies.length === 0 ? '' : `depends_on:\n${[...new Set(dependencies)].join('')}`;
  const end = `effort: ${random.below(30) + 1}h\nreason: as agreed\n`;
  const fields = `id: ${id}\ntitle: Task ${random.below(1000)}\nstatus: ${random.pick(STATUSES)}\n${role}`;
  return `---\n${fields}priority: ${random.pick(PRIORITIES)}\n${list}${end}---\n\nText.\n`;
}

export function formatPlan(id: string, random: Random): string {
  const parent = random.chance(0.4) ? `parent: ${pickTask(random)}\n` : '';
  const cancelled = random.chance(0.15) ? 'cancelled: true\n' : '';
  return `---\nid: ${id}\ntitle: Plan ${random.below(1000)}\n${parent}${cancelled}---\n\nGoal.\n`;
}

const SAME_SIZE = [
  ['status: pending', 'status: blocked'],
  ['status: completed', 'status: cancelled'],
  ['priority: high', 'priority: rush'],
] as const;

/** Another text of the same size. */
export function alterSameSize(text: string): string {
  for (const [one, other] of SAME_SIZE) {
    if (text.includes(one)) return text.replace(one, other);
    if (text.includes(other)) return text.replace(other, one);
  }
  return text.replace(/\d(?=\n)/, (digit) => String((Number(digit) + 1) % 10));
}

/** A repository with two branches, `main` and `side`, that differ in half of the files. */
export async function createTemplate(random: Random): Promise<string> {
  const { root, git, write } = createRepository();
  const writeSome = (chance: number) => {
    for (const [place, id] of TASKS.entries()) {
      if (random.chance(chance)) write(`.tasks/${PLANS[place % 3]}/${id}.md`, formatTask(id, random));
    }
  };
  for (const id of PLANS) write(`.tasks/${id}/plan.md`, formatPlan(id, random));
  writeSome(0.8);
  git('add', '--all');
  git('commit', '--quiet', '--message=main');
  git('checkout', '--quiet', '-b', 'side');
  writeSome(0.5);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message=side');
  git('checkout', '--quiet', 'main');
  rmSync(join(root, '.git', 'hooks'), { recursive: true });
  return root;
}

export interface Sandbox {
  readonly root: string;
  /** Its own index files. */
  readonly indexPaths: readonly string[];
  readonly random: Random;
  /** Runs git; that it may refuse is part of the game. */
  git(...args: readonly string[]): Promise<void>;
  /** Plan and task files that lie in `.tasks` now. */
  listFiles(): string[];
}

/** Copies the template for one sequence. */
export function createSandbox(template: string, random: Random, readerCount: number): Sandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-model-')));
  cpSync(template, root, { recursive: true });
  return {
    root,
    indexPaths: Array.from({ length: readerCount }, (_, number) =>
      join(root, '.git', `reader-${number}`, 'index'),
    ),
    random,
    async git(...args) {
      await runGit({ root, args, env: { GIT_OPTIONAL_LOCKS: '1' } });
    },
    listFiles: () => listFiles(root),
  };
}

function listFiles(root: string): string[] {
  try {
    const entries = readdirSync(join(root, '.tasks'), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [];
  }
}
