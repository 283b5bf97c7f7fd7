import { updateAgentsFile } from './agents-file.ts';
import type { InitAnswer } from './answers.ts';
import type { NewFile, Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';

export interface InitRequest {
  /** Also put a block for agents into AGENTS.md. */
  readonly agents?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Lays the template down. Idempotent: a file that is there stays as it is, edited or not. Commits nothing:
 * what it made is the user's to look at first.
 */
export async function initialize(ports: Ports, request: InitRequest): Promise<InitAnswer> {
  const created: string[] = [];
  const kept: string[] = [];
  const write = ({ path, text }: NewFile) => {
    created.push(path);
    if (!request.dryRun) ports.scaffold.writeFile(path, text);
  };
  for (const file of ports.scaffold.listFiles()) {
    if (ports.scaffold.readText(file.path) === null) write(file);
    else kept.push(file.path);
  }
  if (request.agents) {
    const path = 'AGENTS.md';
    const before = ports.scaffold.readText(path);
    const after = updateAgentsFile(before);
    if (after === before) kept.push(path);
    else write({ path, text: after });
  }
  const problems = reportProblems(await readProject(ports));
  return { kind: 'init', created, kept, dry_run: request.dryRun ?? false, ...problems };
}
