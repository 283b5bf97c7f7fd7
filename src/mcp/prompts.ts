/**
 * Prompts: one per specialist, and two for the common beginnings. They are listed from the repository at
 * every request, so a new or edited role shows at once; the library's own registry is fixed at start.
 */
import {
  type GetPromptResult,
  type McpServer,
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { findNext } from '../app/find-next.ts';
import type { Ports, Specialist } from '../app/ports.ts';
import { cleanLine, cleanText } from '../core/clean-text.ts';
import { findNearest } from '../core/suggest.ts';
import { type Connection, findRepository } from './connection.ts';
import { guardRequest } from './errors.ts';
import { phraseForTools } from './phrase-for-tools.ts';
import { renderTaskLine } from './texts/lines.ts';
import { DATA_NOTICE } from './untrusted.ts';

type Arguments = Readonly<Record<string, string>>;

interface WorkflowPrompt extends Prompt {
  write(ports: Ports, args: Arguments): Promise<string>;
}

const WORKFLOW_PROMPTS: readonly WorkflowPrompt[] = [
  {
    name: 'work_next_task',
    description: 'Take the best ready task, do it, and complete it.',
    arguments: [{ name: 'plan_id', description: 'Only from this plan' }],
    write: writeNextTask,
  },
  {
    name: 'plan_feature',
    description: 'Break a feature down into a plan of tasks.',
    arguments: [{ name: 'description', description: 'What is wanted', required: true }],
    write: writeFeaturePlan,
  },
];

/** Registers the handlers that list and write prompts. */
export function registerPrompts(mcp: McpServer, connection: Connection): void {
  mcp.server.setRequestHandler('prompts/list', () =>
    guardRequest(async () => ({ prompts: await listPrompts(await findRepository(connection)) })),
  );
  mcp.server.setRequestHandler('prompts/get', ({ params }) =>
    guardRequest(async () => getPrompt(await connection.open(), params.name, params.arguments ?? {})),
  );
}

async function listPrompts(ports: Ports | null): Promise<Prompt[]> {
  const roles = (ports === null ? [] : await listRoles(ports)).map((role) => ({
    name: role.name,
    description: cleanLine(role.description),
    arguments: [{ name: 'task_id', description: 'The task to work on in this role' }],
  }));
  return [...WORKFLOW_PROMPTS.map(({ write: _, ...prompt }) => prompt), ...roles];
}

/** A role named like one of the two workflow prompts gives way to it. */
async function listRoles(ports: Ports): Promise<readonly Specialist[]> {
  const taken = new Set(WORKFLOW_PROMPTS.map(({ name }) => name));
  return (await ports.settings.listSpecialists()).filter(({ name }) => !taken.has(name));
}

async function getPrompt(ports: Ports, name: string, args: Arguments): Promise<GetPromptResult> {
  const workflow = WORKFLOW_PROMPTS.find((prompt) => prompt.name === name);
  if (workflow !== undefined) {
    requireArguments(workflow, args);
    return asMessage(workflow.description ?? '', await workflow.write(ports, args));
  }
  const role = (await listRoles(ports)).find((candidate) => candidate.name === name);
  if (role === undefined) throw unknownPrompt(name, await listPrompts(ports));
  return asMessage(cleanLine(role.description), writeRole(role, args));
}

function writeRole(role: Specialist, { task_id }: Arguments): string {
  const work =
    task_id === undefined
      ? 'Work in this role.'
      : `Call orchestrator_execute_subtask with task_id ${JSON.stringify(task_id)}, do that work in this role, then call orchestrator_complete_subtask.`;
  return `You are the specialist "${role.name}": ${cleanLine(role.description)}\n\n${cleanText(role.body).trim()}\n\n${work}`;
}

async function writeNextTask(ports: Ports, { plan_id }: Arguments): Promise<string> {
  const { task, reasons } = await findNext(ports, { plan: plan_id });
  const why = reasons.map((reason) => phraseForTools(cleanLine(`- ${reason}`))).join('\n');
  if (task === null) {
    return `No task can be worked on now:\n\n${why}\n\nCall orchestrator_get_status, say what the open tasks wait for, and propose how to go on.`;
  }
  return [
    `The next task is:\n\n${renderTaskLine(task)}\n\n${why}\n\n${DATA_NOTICE}`,
    `1. Call orchestrator_execute_subtask with task_id ${task.id} and read the brief.`,
    '2. Do the work in the repository, and check it against the acceptance criteria.',
    '3. Call orchestrator_complete_subtask with a summary and the paths you changed; if it is not done, say so with next_action.',
  ].join('\n\n');
}

async function writeFeaturePlan(ports: Ports, { description = '' }: Arguments): Promise<string> {
  const roles = (await ports.settings.listSpecialists()).map(({ name, description: line }) =>
    cleanLine(`- ${name}: ${line}`),
  );
  return [
    `Plan this:\n\n${cleanText(description).trim()}`,
    'Read what the code has already. Then break the goal into tasks that one agent can finish and check in one sitting: each with a title that says the outcome, a description that stands alone, acceptance criteria that can be tested, and the globs of the files that it will touch. A dependency is there only where a task needs what another makes, so that the rest can go on in parallel.',
    `Give each task one of these specialists:\n\n${roles.join('\n')}`,
    'Call orchestrator_plan_task with dry_run true, correct every error, show the plan, then call it without dry_run.',
  ].join('\n\n');
}

function asMessage(description: string, text: string): GetPromptResult {
  return { description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

function requireArguments(prompt: Prompt, args: Arguments): void {
  const missing = prompt.arguments?.find(
    ({ name, required }) => required && (args[name] ?? '').trim() === '',
  );
  if (missing === undefined) return;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Prompt ${prompt.name} needs ${missing.name}.`);
}

function unknownPrompt(name: string, prompts: readonly Prompt[]): ProtocolError {
  const nearest = findNearest(
    name,
    prompts.map((prompt) => prompt.name),
  );
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no prompt "${cleanLine(name)}".${hint}`,
  );
}
