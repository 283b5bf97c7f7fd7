/**
 * The text of `synthesis.md`. It depends on nothing but the plan, its results and the history, so that the
 * same plan gives the same text and a second call commits nothing. It claims no more than the
 * records say: a commit that this history does not have is called missing.
 */
import { cleanLine, cleanText } from '../../core/clean-text.ts';
import type { Artifact, State, Task } from '../../core/task.ts';
import type { PlanSummary } from '../answers.ts';
import type { CommitSummary } from '../ports.ts';

export interface SynthesisTask {
  readonly id: string;
  readonly state: State;
  /** Null when the file cannot be read. */
  readonly task: Task | null;
  readonly result: string | null;
  /** The commit that recorded the completion, where this history has it. */
  readonly record: string | null;
}

export interface SynthesisInput {
  readonly plan: PlanSummary;
  readonly goal: string;
  readonly isComplete: boolean;
  /** In dependency order. */
  readonly tasks: readonly SynthesisTask[];
  /** The recorded commits that this history has. */
  readonly commits: ReadonlyMap<string, CommitSummary>;
}

export function formatSynthesis(input: SynthesisInput): string {
  const { plan, tasks, isComplete } = input;
  const completed = tasks.filter(({ state }) => state === 'completed');
  const sections = [
    `# Synthesis: ${cleanLine(plan.title ?? plan.id)}`,
    ...(isComplete ? [] : [partialNotice(input)]),
    '## Overview',
    list(overview(input, completed)),
    quote(input.goal),
    '## Results',
    ...(completed.length === 0 ? ['No task is completed.'] : []),
    ...completed.flatMap((entry, index) => formatResult(entry, index, input.commits)),
    '## Artifacts',
    formatArtifacts(completed, input.commits),
    ...formatOpen(tasks),
    '## Next steps',
    list(nextSteps(input)),
    '## Maintenance',
    list(maintenance(input, completed)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function partialNotice({ plan, tasks }: SynthesisInput): string {
  const { completed, total } = plan.progress;
  const cancelled = tasks.filter(({ state }) => state === 'cancelled').length;
  const more = cancelled === 0 ? '' : `, ${cancelled} cancelled`;
  return `> **Partial.** The plan is not finished: ${completed} of ${total} tasks are completed${more}. What follows covers only these.`;
}

function overview({ plan, tasks }: SynthesisInput, completed: readonly SynthesisTask[]): string[] {
  const records = completed.flatMap(({ task }) => (task === null ? [] : [task]));
  const people = [...new Set(records.map((task) => task.completedBy ?? 'unknown'))].sort();
  const begun = records.flatMap((task) => task.startedAt ?? []).sort()[0];
  const ended = records
    .flatMap((task) => task.completedAt ?? [])
    .sort()
    .at(-1);
  const cancelled = tasks.filter(({ state }) => state === 'cancelled').length;
  return [
    `plan: \`${plan.id}\``,
    `progress: ${plan.progress.completed} of ${plan.progress.total} tasks completed (${plan.progress.percent} %)${cancelled === 0 ? '' : `, ${cancelled} cancelled`}`,
    ...(people.length === 0 ? [] : [`completed by: ${people.map(cleanLine).join(', ')}`]),
    ...(begun && ended ? [`from ${begun} to ${ended}`] : []),
  ];
}

function formatResult(
  { id, task, result, record }: SynthesisTask,
  index: number,
  commits: ReadonlyMap<string, CommitSummary>,
): string[] {
  if (task === null) return [];
  const facts = [
    `\`${id}\`, ${task.specialist}, completed by ${cleanLine(task.completedBy ?? 'unknown')}${task.completedAt === null ? '' : ` at ${task.completedAt}`}`,
    ...task.commits.map((oid) => `commit ${formatCommit(oid, commits)}`),
    ...(record === null ? [] : [`recorded by ${formatCommit(record, commits)}`]),
  ];
  return [
    `### ${index + 1}. ${cleanLine(task.title)}`,
    list(facts),
    demote(cleanText(result ?? 'No result is recorded.')),
  ];
}

function formatCommit(oid: string, commits: ReadonlyMap<string, CommitSummary>): string {
  const commit = commits.get(oid);
  if (commit === undefined) return `\`${oid}\`: **not in this history**`;
  return `\`${oid.slice(0, 12)}\` ${cleanLine(commit.subject)} (${cleanLine(commit.author)}, ${commit.at})`;
}

function formatArtifacts(
  completed: readonly SynthesisTask[],
  commits: ReadonlyMap<string, CommitSummary>,
): string {
  const rows = completed.flatMap(({ id, task, record }) =>
    (task?.artifacts ?? []).map((artifact) => {
      const linked = task?.commits.length ? task.commits : [record ?? ''];
      const held = linked.filter((oid) => commits.has(oid)).map((oid) => `\`${oid.slice(0, 12)}\``);
      return `| \`${cell(artifact.path)}\` | ${describeArtifact(artifact)} | \`${id}\` | ${held.join(' ') || 'none'} |`;
    }),
  );
  if (rows.length === 0) return 'No artifact is recorded.';
  return ['| Path | Recorded | Task | Commits |', '|---|---|---|---|', ...rows].join('\n');
}

function describeArtifact(artifact: Artifact): string {
  if ('deleted' in artifact) return 'deleted';
  return 'blob' in artifact
    ? `blob \`${artifact.blob.slice(0, 12)}\``
    : `tree \`${artifact.tree.slice(0, 12)}\``;
}

function formatOpen(tasks: readonly SynthesisTask[]): string[] {
  const open = tasks.filter(({ state }) => state !== 'completed');
  if (open.length === 0) return [];
  const lines = open.map(({ id, state, task }) => {
    const reason = task?.reason ? `: ${cleanLine(task.reason)}` : '';
    return `${cleanLine(task?.title ?? 'file cannot be read')} (\`${id}\`): ${state}${reason}`;
  });
  return ['## Tasks that are not completed', list(lines)];
}

function nextSteps({ plan, tasks, isComplete }: SynthesisInput): string[] {
  if (isComplete)
    return [
      `Review the work and merge it; \`git log -E --grep='^Plan: ${plan.id}$'\` lists every commit of the plan.`,
    ];
  const ready = tasks.filter(({ state }) => state === 'ready').map(({ id }) => `\`${id}\``);
  const stuck = tasks.filter(
    ({ state }) => state === 'blocked' || state === 'failed' || state === 'unreadable',
  );
  return [
    ...(ready.length === 0 ? [] : [`Ready to be worked on: ${ready.join(', ')}.`]),
    ...stuck.map(({ id, state }) => `Settle \`${id}\`, which is ${state}.`),
    'Synthesize again when the plan is finished.',
  ];
}

function maintenance({ commits }: SynthesisInput, completed: readonly SynthesisTask[]): string[] {
  const bare = completed.filter(({ task }) => task?.artifacts.length === 0 && task.commits.length === 0);
  const missing = completed.filter(({ task }) => task?.commits.some((oid) => !commits.has(oid)) === true);
  const hints = [
    ...bare.map(({ id }) => `\`${id}\` has neither artifacts nor commits: nobody can verify it.`),
    ...missing.map(
      ({ id }) => `\`${id}\` names commits that are not in this history; its artifacts may still be.`,
    ),
  ];
  return hints.length === 0
    ? ['Nothing to mend: every completed task has its commits in this history.']
    : hints;
}

/** Headings of a result go below the heading that it stands under. */
function demote(text: string): string {
  return text.replace(/^(#{1,3}) /gm, '####$1 ').replace(/^#{7,}/gm, '######');
}

function quote(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Inside a table a bar would begin a new cell. */
function cell(text: string): string {
  return cleanLine(text).replaceAll('|', '\\|');
}
