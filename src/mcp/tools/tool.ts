import type { CallToolResult, ToolAnnotations } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Connection } from '../connection.ts';
import { boundDocument } from '../untrusted.ts';
import { parseInput } from './parse-input.ts';

/** What a tool answers: the document of the command line's `--json`, and the same told in Markdown. */
export interface ToolAnswer {
  readonly document: { readonly kind: string };
  readonly text: string;
}

/** One tool as its file describes it. */
export interface ToolDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly input: Schema;
  /** The kinds of document it answers with, and their keys. */
  readonly output: { readonly kinds: readonly string[]; readonly keys: readonly string[] };
  readonly annotations: ToolAnnotations;
  run(input: z.output<Schema>, connection: Connection): Promise<ToolAnswer>;
}

/** A tool with its input type sealed, so that tools of all kinds stand in one list. */
export interface Tool extends Omit<ToolDefinition<z.ZodObject>, 'run'> {
  /** Checks the arguments and does the work; mutations wait for those before them. Throws PlanError. */
  call(args: unknown, connection: Connection): Promise<CallToolResult>;
}

/** Seals a definition. */
export function defineTool<Schema extends z.ZodObject>(definition: ToolDefinition<Schema>): Tool {
  const { run, ...described } = definition;
  return {
    ...described,
    async call(args, connection) {
      const input = parseInput(definition.name, definition.input, args);
      const work = () => run(input, connection);
      const answer = await (definition.annotations.readOnlyHint ? work() : connection.enqueue(work));
      return {
        content: [{ type: 'text', text: answer.text }],
        structuredContent: boundDocument({ schema: 1, ...answer.document }),
      };
    },
  };
}

/** Only looks. */
export const READS = { readOnlyHint: true, openWorldHint: false } as const;
/** Adds and records; called again with the same arguments it changes nothing more. */
export const RECORDS = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
