/** The JSON schemas that `tools/list` shows: generated from zod, kept short, because every agent pays for them. */
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';

const DIALECT = { target: 'draft-2020-12' } as const;

/**
 * Shows an input schema and lets every argument through: the tool checks them itself, so that a wrong
 * call gets our error document and not the library's one-line text.
 */
export function advertiseInput(schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> {
  return {
    '~standard': {
      version: 1,
      vendor: 'git-orchestrator',
      validate: (value) => ({ value }),
      jsonSchema: shorten(schema),
    },
  };
}

/**
 * The schema of an answer: which kind it is and which keys it has. `error` is a kind of every tool,
 * because some clients hold failed calls against the schema too.
 */
export function advertiseOutput(output: {
  readonly kinds: readonly string[];
  readonly keys: readonly string[];
}): StandardSchemaWithJSON<unknown, unknown> {
  const keys = Object.fromEntries(output.keys.map((key) => [key, z.unknown().optional()]));
  const schema = z.looseObject({ kind: z.enum([...output.kinds, 'error']), ...keys });
  const { validate } = schema['~standard'];
  return {
    '~standard': { version: 1, vendor: 'git-orchestrator', validate, jsonSchema: shorten(schema) },
  };
}

function shorten(schema: z.ZodObject): StandardSchemaWithJSON['~standard']['jsonSchema'] {
  const convert = (io: 'input' | 'output') => () => {
    const { $schema: _dialect, ...json } = schema['~standard'].jsonSchema[io](DIALECT);
    return json;
  };
  return { input: convert('input'), output: convert('output') };
}
