import { z } from 'zod';
import { completeTask } from '../../app/complete-task.ts';
import { ARTIFACT_TYPES } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { phraseForTools } from '../phrase-for-tools.ts';
import { renderCompletion } from '../texts/render-completion.ts';
import { listOf } from './parameters.ts';
import { defineTool, RECORDS } from './tool.ts';

const NEXT_ACTIONS = ['continue', 'complete', 'needs_revision', 'blocked'] as const;

/** Phase 5: records a result and links it to the commits that hold it. */
export const completeSubtask = defineTool({
  name: 'orchestrator_complete_subtask',
  description:
    'Record the result of a task: commits the uncommitted file_paths (only these), links the commits, releases the claim, returns progress and the next task. The same call again changes nothing.',
  input: z.strictObject({
    task_id: z.string().min(1),
    summary: z.string().describe('What was done; its first line is the commit subject'),
    detailed_work: z.string().optional().describe('Markdown for who builds on it'),
    next_action: z
      .enum(NEXT_ACTIONS)
      .optional()
      .describe(
        'continue and complete finish the task; needs_revision puts it back to pending; blocked blocks it, with the summary as reason',
      ),
    file_paths: listOf(z.string())
      .optional()
      .describe('Files or dirs/ you made, changed or deleted, relative to the root'),
    artifact_type: z.enum(ARTIFACT_TYPES).optional(),
    commits: listOf(z.string()).optional().describe('Commits of your own that belong to it'),
    results: z.string().optional().describe('Older name of detailed_work'),
    artifacts: listOf(z.string()).optional().describe('Older name of file_paths'),
  }),
  output: {
    kinds: ['completion'],
    keys: [
      'task',
      'status',
      'commits',
      'artifacts',
      'commit',
      'committed',
      'progress',
      'next_task',
      'next_step',
    ],
  },
  annotations: RECORDS,
  async run(input, connection) {
    const details = eitherName(input, 'detailed_work', 'results');
    const paths = eitherName(input, 'file_paths', 'artifacts');
    const answer = await completeTask(await connection.open(), {
      task: input.task_id,
      summary: input.summary,
      paths: paths ?? [],
      commits: input.commits ?? [],
      details,
      nextAction: input.next_action,
      artifactType: input.artifact_type,
    });
    const document = { ...answer, next_step: phraseForTools(answer.next_step) };
    return { document, text: renderCompletion(document) };
  },
});

/** The value under a parameter's name or its older one. Throws `usage` when both are given. */
function eitherName<T extends object, Name extends keyof T & string, Older extends keyof T & string>(
  input: T,
  name: Name,
  older: Older,
): T[Name] | T[Older] {
  if (input[name] !== undefined && input[older] !== undefined) {
    const message = `orchestrator_complete_subtask: ${name} and ${older} are two names of one parameter, and both are given.`;
    throw new PlanError('usage', message, { hints: [`Give ${name} only.`] });
  }
  return input[name] ?? input[older];
}
