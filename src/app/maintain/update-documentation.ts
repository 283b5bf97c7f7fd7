import type { CommitReport } from '../answers.ts';
import { commitChange } from '../commit-change.ts';
import type { NewFile, Ports } from '../ports.ts';
import { type Project, readProject, reportProblems } from '../project.ts';
import type { DocumentationAnswer, DocumentedFile } from './answers.ts';
import { updatePlanList } from './plan-list.ts';
import { resolveScope, type ScopeRequest } from './resolve-scope.ts';

/** The files of `orc init` that the program goes on writing; roles, templates and settings are the user's. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  '.tasks/README.md',
  '.orchestrator/schema/task.schema.json',
]);

const UNCHANGED: CommitReport = { commit: null, committed: false, not_committed: null };

/**
 * Brings the program's own pages up to date where nobody has edited them, and the list of plans where somebody
 * has put its markers; commits what it wrote.
 */
export async function updateDocumentation(
  ports: Ports,
  request: ScopeRequest = {},
): Promise<DocumentationAnswer> {
  return ports.exclusively(async () => {
    const project = await readProject(ports);
    const { scope, target } = resolveScope(ports, project, request);
    const wanted = ports.scaffold.listFiles().filter(({ path }) => DOCUMENTED.has(path));
    const files = wanted.map((file) => updateFile(ports, project, file));
    const paths = files.filter(({ result }) => result === 'updated').map(({ path }) => path);
    const report = paths.length === 0 ? UNCHANGED : await commit(ports, paths);
    return {
      kind: 'maintain',
      action: 'update_documentation',
      scope,
      target,
      files,
      ...report,
      ...reportProblems(project),
    };
  });
}

function updateFile(ports: Ports, project: Project, { path, text }: NewFile): DocumentedFile {
  const found = ports.scaffold.readText(path);
  if (found === null) return { path, result: 'missing', message: '`orc init` lays it down.' };
  if (found.replaceAll('\r\n', '\n') === text)
    return { path, result: 'current', message: 'It is as this version writes it.' };
  if (ports.scaffold.isOwn(found)) {
    ports.scaffold.writeFile(path, text);
    return { path, result: 'updated', message: 'It was the text of another version.' };
  }
  const listed = updatePlanList(project, found);
  if (listed === null) {
    const message =
      'Somebody has edited it, so it stays. To get the text of this version, give the file another name and run `orc init`.';
    return { path, result: 'edited', message };
  }
  if (listed === found)
    return { path, result: 'current', message: 'The list of plans is up to date; the rest is your own.' };
  ports.scaffold.writeFile(path, listed);
  return {
    path,
    result: 'updated',
    message: 'The list of plans was brought up to date; the rest is your own.',
  };
}

/** `orc sync` does not commit these files, since they are no plans. */
async function commit(ports: Ports, paths: readonly string[]): Promise<CommitReport> {
  const message = { subject: 'docs(orchestrator): update the generated pages', trailers: [] };
  const report = await commitChange(ports, paths, message);
  if (report.committed) return report;
  return { ...report, not_committed: `written, not committed: ${paths.join(', ')}` };
}
