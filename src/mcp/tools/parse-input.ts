/** Checks the arguments of a call, and phrases everything wrong with them at once as one `usage` error. */
import type { z } from 'zod';
import { findNearest } from '../../core/suggest.ts';
import { PlanError } from '../../errors.ts';

interface ArgumentProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * Returns the checked arguments. A parameter given as null counts as absent, because many agents fill
 * the ones that they do not use with it. Throws `usage` with every problem in `data.problems`.
 */
export function parseInput<Schema extends z.ZodObject>(
  tool: string,
  schema: Schema,
  args: unknown,
): z.output<Schema> {
  const given = withoutNulls(args);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const parameters = Object.keys(schema.shape);
  const problems = result.error.issues.flatMap((issue) => describeIssue(issue, given, parameters));
  throw new PlanError('usage', `${tool}: ${problems.map(({ message }) => message).join('; ')}.`, {
    hints: [
      `The parameters of ${tool} are: ${parameters.join(', ')}.`,
      'Nothing was done; correct the call and repeat it.',
    ],
    data: { problems },
  });
}

function withoutNulls(args: unknown): unknown {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return args ?? {};
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

function describeIssue(
  issue: z.core.$ZodIssue,
  given: unknown,
  parameters: readonly string[],
): ArgumentProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: key,
      message: `unknown parameter "${key}"${didYouMean(key, parameters)}`,
    }));
  }
  const path = issue.path.map(String).join('.');
  const value = valueAt(given, issue.path);
  if (value === undefined) return [{ path, message: `${path} is required` }];
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    const nearest = typeof value === 'string' ? didYouMean(value, choices) : '';
    return [{ path, message: `${path} must be one of ${choices.join(', ')}${nearest}` }];
  }
  if (issue.code === 'invalid_type') {
    return [{ path, message: `${path} must be of type ${issue.expected}, and is ${nameType(value)}` }];
  }
  return [{ path, message: path === '' ? issue.message : `${path}: ${issue.message}` }];
}

function didYouMean(word: string, words: readonly string[]): string {
  const nearest = findNearest(word, words);
  return nearest === null ? '' : ` (did you mean "${nearest}"?)`;
}

function nameType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
