import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PlanError } from '../../src/errors.ts';
import { listOf } from '../../src/mcp/tools/parameters.ts';
import { parseInput } from '../../src/mcp/tools/parse-input.ts';

const schema = z.strictObject({
  task_id: z.string(),
  priority: z.enum(['high', 'low']).optional(),
  file_paths: listOf(z.string()).optional(),
  limit: z.int().min(1).optional(),
});

function refuse(args: unknown): PlanError {
  try {
    parseInput('orchestrator_test', schema, args);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseInput', () => {
  it.each([
    [{}, 'task_id is required'],
    [undefined, 'task_id is required'],
    [{ task_id: null }, 'task_id is required'],
    [{ task_id: 7 }, 'task_id must be of type string, and is number'],
    [{ task_id: 'a', taks: 1, priority: 'low' }, 'unknown parameter "taks"'],
    [{ task_id: 'a', prioritiy: 'low' }, 'unknown parameter "prioritiy" (did you mean "priority"?)'],
    [{ task_id: 'a', priority: 'hihg' }, 'priority must be one of high, low (did you mean "high"?)'],
    [{ task_id: 'a', file_paths: ['x', 3] }, 'file_paths.1 must be of type string, and is number'],
    [{ task_id: 'a', limit: 0 }, 'limit: '],
  ])('refuses %j', (args, message) => {
    const error = refuse(args);
    expect(error.code).toBe('usage');
    expect(error.message).toContain(message);
  });

  it('names everything wrong at once', () => {
    const error = refuse({ priority: 'none', colour: 'red' });
    expect(error.data.problems).toMatchObject([
      { path: 'task_id' },
      { path: 'priority' },
      { path: 'colour' },
    ]);
  });

  it.each([
    ['src/a.ts', ['src/a.ts']],
    ['["src/a.ts","src/b.ts"]', ['src/a.ts', 'src/b.ts']],
    ['[slug].ts', ['[slug].ts']],
    [['src/a.ts'], ['src/a.ts']],
  ])('takes %j for a list', (given, list) => {
    expect(parseInput('orchestrator_test', schema, { task_id: 'a', file_paths: given }).file_paths).toEqual(
      list,
    );
  });

  it('takes null for a parameter that is not given', () => {
    expect(parseInput('orchestrator_test', schema, { task_id: 'a', priority: null })).toEqual({
      task_id: 'a',
    });
  });
});
