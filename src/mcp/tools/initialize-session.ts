import { z } from 'zod';
import { openSession } from '../../app/open-session.ts';
import { renderSession } from '../texts/render-session.ts';
import { defineTool, READS } from './tool.ts';

/** Phase 1: binds the repository and says where things stand. */
export const initializeSession = defineTool({
  name: 'orchestrator_initialize_session',
  description:
    'Start or resume work: binds the git repository for this connection and reports branch, active plans, your claimed tasks, the ready list, specialists and problems. Call it first.',
  input: z.strictObject({
    working_directory: z
      .string()
      .min(1)
      .optional()
      .describe('Any directory inside the repository. Default: the one bound now.'),
  }),
  output: {
    kinds: ['session'],
    keys: ['root', 'branch', 'head', 'actor', 'plans', 'claimed', 'ready', 'specialists'],
  },
  annotations: READS,
  async run({ working_directory }, connection) {
    const ports = await (working_directory === undefined
      ? connection.open()
      : connection.bind(working_directory));
    const document = await openSession(ports);
    return { document, text: renderSession(document) };
  },
});
