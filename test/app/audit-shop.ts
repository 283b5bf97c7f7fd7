/** A real repository in which a plan was worked on as users do it, for audits of what is left after rewriting. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditAnswer, type AuditRequest, auditCompletions } from '../../src/app/audit-completions.ts';
import { completeTask } from '../../src/app/complete-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import { planTask } from '../../src/app/plan-task.ts';
import type { AuditLink } from '../../src/core/audit/link.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

export interface AuditShop extends TestRepository {
  /** Ids of the tasks, in order. */
  readonly tasks: readonly string[];
  /** Path of the file of a task. */
  fileOf(task: string): string;
  audit(request?: AuditRequest): Promise<AuditAnswer>;
  /** The same without what an earlier audit has kept. */
  auditAnew(): Promise<AuditAnswer>;
  /** Claims a task, makes a commit for each group of files, and completes it with these or other artifacts. */
  work(task: string, steps: readonly Step[], options?: WorkOptions): Promise<void>;
}

/** Files of one commit, by path: text, or null for a deletion. */
export type Step = Readonly<Record<string, string | null>>;

interface WorkOptions {
  readonly artifacts?: readonly string[];
  readonly commits?: readonly string[];
  readonly together?: boolean;
  readonly noCommit?: boolean;
  /** Whether the commits carry the line of the task; true unless told otherwise. */
  readonly withLine?: boolean;
}

export async function createAuditShop(
  titles: readonly string[] = ['Paint the door', 'Order books'],
  options: { readonly objectFormat?: 'sha1' | 'sha256' } = {},
): Promise<AuditShop> {
  const files = { 'README.md': '# Shop\n', 'old/sign.txt': 'Closed\n', 'src/base.ts': 'base\n' };
  const repository = createRepository({ files, ...options });
  const ports = await openWorkspace({ directory: repository.root, actor: 'ada' });
  const subtasks = titles.map((title) => ({ title }));
  const plan = await planTask(ports, { description: 'Open a shop', subtasks });
  return describeShop(
    repository,
    plan.tasks.map(({ id }) => id),
    plan.plan_id,
  );
}

/** A clone of a shop, made with these options of `git clone`. */
export function cloneShop(shop: AuditShop, target: string, ...options: string[]): AuditShop {
  shop.git('clone', '--quiet', ...options, `file://${shop.root}`, target);
  return describeShop(openRepository(target), shop.tasks, shop.fileOf('').split('/')[1] ?? '');
}

function describeShop(repository: TestRepository, tasks: readonly string[], planId: string): AuditShop {
  const open = (noCommit = false) => openWorkspace({ directory: repository.root, actor: 'ada', noCommit });
  const audit = async (request?: AuditRequest) => auditCompletions(await open(), request);
  return {
    ...repository,
    tasks,
    fileOf: (task) => `.tasks/${planId}/${task}.md`,
    audit,
    auditAnew: () => {
      rmSync(join(repository.root, '.git/orchestrator/audit'), { force: true });
      return audit();
    },
    async work(task, steps, options = {}) {
      const { artifacts = steps.flatMap((step) => Object.keys(step)), withLine = true } = options;
      await executeTask(await open(), { task });
      for (const step of steps) commitStep(repository, step, withLine ? `Work\n\nTask: ${task}` : 'Work');
      await completeTask(await open(options.noCommit), {
        task,
        summary: 'Done.',
        paths: [...new Set(artifacts)],
        commits: options.commits ?? [],
        together: options.together,
      });
    },
  };
}

/** Commits the files of one step. */
export function commitStep(repository: TestRepository, step: Step, message: string): string {
  for (const [path, text] of Object.entries(step)) {
    if (text === null) rmSync(join(repository.root, path));
    else repository.write(path, text);
  }
  repository.git('add', '--all', '--', ...Object.keys(step));
  repository.git('commit', '--quiet', '--message', message);
  return repository.git('rev-parse', 'HEAD');
}

/** `record`, `commit` or the path of every link of a task, with its verdict. */
export function verdictsOf(answer: AuditAnswer, task: string | undefined): Record<string, string> {
  const links = answer.tasks.find(({ id }) => id === task)?.links ?? [];
  const nameOf = (link: AuditLink) => (link.kind === 'artifact' ? link.path : link.kind);
  return Object.fromEntries(links.map((link) => [nameOf(link), link.verdict]));
}
