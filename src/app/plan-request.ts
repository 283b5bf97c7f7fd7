/** Turns what a caller hands to `plan` into checked data: JSON, an array, or a Markdown outline. */
import { cleanLine, cleanText } from '../core/clean-text.ts';
import { type InputProblem, quote } from '../core/plan-input/input-problem.ts';
import type { PlannedSubtask } from '../core/plan-input/planned-subtask.ts';
import { validatePlanInput } from '../core/plan-input.ts';
import type { Problem } from '../core/problem.ts';
import { COMPLEXITIES, type Complexity } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { parseOutline } from '../format/outline.ts';
import { findDownstream } from './dependencies.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject } from './project.ts';
import { requireTask } from './require-reference.ts';
import { requireValue } from './require-value.ts';
import { listSpecialistNames } from './specialists.ts';

export interface PlanRequest {
  /** May be empty when the outline has a description of its own. */
  readonly description: string;
  /** An array of subtasks, the same as JSON text, or a Markdown outline. */
  readonly subtasks: unknown;
  readonly title?: string | undefined;
  readonly context?: string | undefined;
  readonly complexity?: string | undefined;
  /** The task that the plan breaks down. */
  readonly parent?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface CheckedPlan {
  readonly title: string;
  readonly description: string;
  readonly subtasks: readonly PlannedSubtask[];
  /** Empty when there is none. */
  readonly context: string;
  readonly fields: { readonly complexity?: Complexity; readonly parent?: string };
  /** Of the files that are there already: the answer carries them. */
  readonly fileProblems: readonly Problem[];
}

interface RequestProblem extends Omit<InputProblem, 'code'> {
  readonly code: string;
}

const MAX_TITLE_LENGTH = 200;
const PROBLEMS_SHOWN = 20;

/** Throws `plan-invalid` with every problem of the whole request at once in `data.problems`. */
export async function readPlanRequest(ports: Ports, request: PlanRequest): Promise<CheckedPlan> {
  const project = await readProject(ports);
  const problems: RequestProblem[] = [];
  const input = readSubtasks(request.subtasks);
  const description = cleanText(request.description.trim() || (input.description ?? ''));
  const title = readTitle(request.title ?? input.title ?? titleOf(description), problems);
  const complexity = attempt('complexity_level', problems, () =>
    request.complexity === undefined ? null : requireValue(request.complexity, COMPLEXITIES, 'complexity'),
  );
  const parent = attempt('parent_task_id', problems, () =>
    request.parent === undefined ? null : requireParent(project, request.parent),
  );
  const checked = validatePlanInput(input.subtasks, {
    knownTaskIds: new Set(project.facts.graph.ids),
    ...(parent === null ? {} : { laterTaskIds: findDownstream(project, parent) }),
    specialists: await listSpecialistNames(ports),
  });
  problems.push(...checked.problems);
  if (problems.length > 0) throw invalidPlan(problems);
  return {
    title,
    description,
    subtasks: checked.subtasks,
    context: cleanText(request.context?.trim() ?? ''),
    fields: { ...(complexity === null ? {} : { complexity }), ...(parent === null ? {} : { parent }) },
    fileProblems: project.table.problems,
  };
}

/** Text that does not begin like JSON is an outline; JSON text and values are read by the validation. */
function readSubtasks(
  subtasks: unknown,
): ReturnType<typeof parseOutline> | { subtasks: unknown; title?: undefined; description?: undefined } {
  return typeof subtasks === 'string' && !/^\s*(?:[[{"]|$)/.test(subtasks)
    ? parseOutline(subtasks)
    : { subtasks };
}

function readTitle(text: string, problems: RequestProblem[]): string {
  const title = cleanLine(text).replace(/\s+/g, ' ').trim();
  if (title === '') {
    problems.push({
      path: 'description',
      code: 'empty-text',
      message: 'The plan has no description.',
      hint: 'Say in a sentence what is to be reached.',
    });
  }
  if (title.length > MAX_TITLE_LENGTH) {
    problems.push({
      path: 'title',
      code: 'text-too-long',
      message: `The title has ${title.length} characters; the limit is ${MAX_TITLE_LENGTH}.`,
      hint: 'Give a short title; the description may be long.',
    });
  }
  return title;
}

/** The first sentence of the first line, cut at a word so that it fits a commit subject. */
function titleOf(description: string): string {
  const line = (description.split('\n', 1)[0] ?? '').replace(/^#+\s*/, '');
  const sentence = (line.split(/(?<=[.!?])\s/, 1)[0] ?? '').replace(/[.!]$/, '');
  return sentence.length <= 80 ? sentence : `${sentence.slice(0, 79).replace(/\s+\S*$/, '')}…`;
}

function requireParent(project: Project, reference: string): string {
  const { task } = requireTask(project, reference);
  if (task.status === 'completed' || task.status === 'cancelled') {
    throw new PlanError(
      'transition-refused',
      `${quote(task.title)} is ${task.status}: there is nothing to break down.`,
    );
  }
  return task.id;
}

/** Runs one check and turns its refusal into a problem of the request, so that the others run too. */
function attempt<T>(path: string, problems: RequestProblem[], check: () => T | null): T | null {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    problems.push({ path, code: error.code, message: error.message, hint: error.hints.join(' ') });
    return null;
  }
}

function invalidPlan(problems: readonly RequestProblem[]): PlanError {
  const lines = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(({ path, message, hint }) => `  ${path}: ${message} ${hint}`.trimEnd());
  if (problems.length > PROBLEMS_SHOWN) lines.push(`  … and ${problems.length - PROBLEMS_SHOWN} more`);
  const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
  return new PlanError('plan-invalid', `The plan has ${count}; nothing was written.\n${lines.join('\n')}`, {
    data: { problems },
  });
}
