import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlanInputContext, validatePlanInput } from '../../src/core/plan-input.ts';

const CONTEXT: PlanInputContext = {
  knownTaskIds: new Set(['design-schema-k3f9q2', 'ship-it-000000']),
  specialists: ['generic', 'implementer', 'code-reviewer'],
  laterTaskIds: new Set(['ship-it-000000']),
};

/** Compares `path: code` of every problem. */
function check(input: unknown, expected: string[]): void {
  const { subtasks, problems } = validatePlanInput(input, CONTEXT);
  expect(problems.map(({ path, code }) => `${path}: ${code}`)).toEqual(expected);
  if (expected.length > 0) expect(subtasks).toEqual([]);
  for (const { message, hint } of problems) {
    expect(message).toMatch(/\.$/);
    expect(hint).not.toBe('');
  }
}

function dependenciesOf(input: unknown) {
  const { subtasks, problems } = validatePlanInput(input, CONTEXT);
  expect(problems).toEqual([]);
  return subtasks.map(({ dependencies }) => dependencies);
}

describe('validatePlanInput', () => {
  test('reads a whole subtask', () => {
    const { subtasks, problems } = validatePlanInput(
      [
        {
          title: ' Hash\n passwords\u202E ',
          description: 'First.\r\nSecond.\u0000',
          specialist_type: 'Code_Reviewer',
          task_id: 'hash',
          dependencies: ['design-schema-k3f9q2'],
          estimated_effort: '3h',
          priority: 'HIGH',
          complexity_level: 'very-complex',
          acceptance_criteria: ['a wrong password  fails'],
          files: ['src/auth/**', 'src/auth/**'],
        },
      ],
      CONTEXT,
    );
    expect(problems).toEqual([]);
    expect(subtasks).toEqual([
      {
        index: 0,
        inputId: 'hash',
        title: 'Hash passwords',
        description: 'First.\nSecond.',
        specialist: 'code-reviewer',
        priority: 'high',
        complexity: 'very_complex',
        effort: '3h',
        acceptanceCriteria: ['a wrong password fails'],
        files: ['src/auth/**'],
        dependencies: [{ id: 'design-schema-k3f9q2' }],
      },
    ]);
  });

  test('takes null and absent as not given, and JSON text for the list', () => {
    const { subtasks } = validatePlanInput('[{"title": "Ship", "priority": null, "files": null}]', CONTEXT);
    expect(subtasks).toEqual([
      {
        index: 0,
        inputId: null,
        title: 'Ship',
        description: '',
        specialist: null,
        priority: null,
        complexity: null,
        effort: null,
        acceptanceCriteria: [],
        files: [],
        dependencies: [],
      },
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ['text that is no JSON', '[{', ['subtasks: bad-json']],
    ['an object', { subtasks: [] }, ['subtasks: not-a-list']],
    ['nothing', undefined, ['subtasks: not-a-list']],
    ['an empty list', [], ['subtasks: empty-plan']],
    ['elements that are no objects', ['a', null, []], [0, 1, 2].map((i) => `subtasks[${i}]: not-an-object`)],
    ['a missing title', [{}], ['subtasks[0].title: empty-title']],
    ['a title of white space', [{ title: ' \n\u200B ' }], ['subtasks[0].title: empty-title']],
    ['a title of the wrong type', [{ title: 7 }], ['subtasks[0].title: wrong-type']],
    ['a title that is too long', [{ title: 'x'.repeat(201) }], ['subtasks[0].title: text-too-long']],
    ['unknown keys', [{ title: 'A', depends_on: [] }], ['subtasks[0].depends_on: unknown-key']],
    [
      'a key that means something to JavaScript',
      '[{"title":"A","__proto__":{}}]',
      ['subtasks[0].__proto__: unknown-key'],
    ],
    ['a scalar for a list', [{ title: 'A', dependencies: 'B' }], ['subtasks[0].dependencies: wrong-type']],
    [
      'wrong types in lists',
      [{ title: 'A', files: [1], dependencies: [true, ' '] }],
      [
        'subtasks[0].files[0]: wrong-type',
        'subtasks[0].dependencies[0]: wrong-type',
        'subtasks[0].dependencies[1]: wrong-type',
      ],
    ],
    [
      'an empty criterion',
      [{ title: 'A', acceptance_criteria: [''] }],
      ['subtasks[0].acceptance_criteria[0]: empty-text'],
    ],
    ['an unknown priority', [{ title: 'A', priority: 'urgent' }], ['subtasks[0].priority: unknown-priority']],
    [
      'an unknown complexity',
      [{ title: 'A', complexity_level: 'hard' }],
      ['subtasks[0].complexity_level: unknown-complexity'],
    ],
    [
      'a slip in the name of a role',
      [{ title: 'A', specialist_type: 'implmenter' }],
      ['subtasks[0].specialist_type: unknown-specialist'],
    ],
    [
      'a repeated task_id',
      [
        { title: 'A', task_id: 'x' },
        { title: 'B', task_id: 'x' },
      ],
      ['subtasks[1].task_id: duplicate-task-id'],
    ],
    [
      'an unknown dependency',
      [{ title: 'A', dependencies: ['nowhere'] }],
      ['subtasks[0].dependencies[0]: unknown-dependency'],
    ],
    [
      'numbers out of range',
      [{ title: 'A', dependencies: [-1, 1, 0.5] }],
      [0, 1, 2].map((i) => `subtasks[0].dependencies[${i}]: unknown-dependency`),
    ],
    [
      'a number in quotes',
      [{ title: 'A' }, { title: 'B', dependencies: ['0'] }],
      ['subtasks[1].dependencies[0]: unknown-dependency'],
    ],
    [
      'a title that two subtasks have',
      [{ title: 'A' }, { title: 'A' }, { title: 'B', dependencies: ['A'] }],
      ['subtasks[2].dependencies[0]: ambiguous-dependency'],
    ],
    [
      'a subtask that waits for itself',
      [{ title: 'A', dependencies: [0] }],
      ['subtasks[0].dependencies[0]: self-dependency'],
    ],
    [
      'a dependency on what waits for the plan',
      [{ title: 'A', dependencies: ['ship-it-000000'] }],
      ['subtasks[0].dependencies[0]: dependency-cycle'],
    ],
    [
      'a circle',
      [
        { title: 'A', dependencies: ['B'] },
        { title: 'B', dependencies: ['A'] },
      ],
      ['subtasks[0].dependencies[0]: dependency-cycle'],
    ],
  ])('refuses %s', (_, input, expected) => {
    check(input, expected);
  });

  test.each(['/etc/passwd', '~/x', 'C:/x', 'src\\auth', '../x', 'a/../b', '{..,a}/x', '!src'])(
    'refuses the glob %j',
    (glob) => {
      check([{ title: 'A', files: [glob] }], ['subtasks[0].files[0]: bad-glob']);
    },
  );

  test('tells everything at once', () => {
    check(
      [
        { titel: 'A', priority: 'hihg' },
        { title: 'B', dependencies: ['C', 9, 'D'] },
        { title: 'C', dependencies: [1], complexity_level: 3 },
      ],
      [
        'subtasks[0].titel: unknown-key',
        'subtasks[0].title: empty-title',
        'subtasks[0].priority: unknown-priority',
        'subtasks[2].complexity_level: wrong-type',
        'subtasks[1].dependencies[1]: unknown-dependency',
        'subtasks[1].dependencies[2]: unknown-dependency',
        'subtasks[1].dependencies[0]: dependency-cycle',
      ],
    );
  });

  test.each<[unknown, string]>([
    [{ title: 'A', priority: 'hihg' }, 'Did you mean "high"?'],
    [{ title: 'A', specialist_type: 'implementor' }, 'Did you mean "implementer"?'],
    [{ title: 'A', dependancies: [] }, 'Did you mean "dependencies"?'],
    [{ title: 'Log in', dependencies: ['Login'] }, 'Did you mean "Log in"?'],
    [{ title: 'A', dependencies: ['design-schema-k3f9q3'] }, 'Did you mean "design-schema-k3f9q2"?'],
  ])('guesses what was meant by %j', (element, expected) => {
    const { problems } = validatePlanInput([element], CONTEXT);
    expect(problems.map(({ hint }) => hint.slice(0, expected.length))).toEqual([expected]);
  });

  test('gives the way round a circle in titles', () => {
    const { problems } = validatePlanInput(
      [
        { title: 'Plan', dependencies: ['Ship'] },
        { title: 'Build', dependencies: [0] },
        { title: 'Ship', dependencies: [1] },
      ],
      CONTEXT,
    );
    expect(problems[0]?.message).toContain('"Plan" -> "Ship" -> "Build" -> "Plan"');
  });

  test('shows no control characters of the input', () => {
    const { problems } = validatePlanInput([{ title: 'A', 'k\u001b[2J': 1, priority: '\u202Ex' }], CONTEXT);
    expect(JSON.stringify(problems)).not.toMatch(/\\u001b|\u202E/);
    expect(problems).toHaveLength(2);
  });

  test('understands a dependency as task_id first, then as title, then as an existing id', () => {
    const input = [
      { title: 'design-schema-k3f9q2', task_id: 'one' },
      { title: 'one' },
      { title: 'C', dependencies: ['one', 'design-schema-k3f9q2', 1, 'one', 0] },
    ];
    expect(dependenciesOf(input)).toEqual([[], [], [{ index: 0 }, { index: 1 }]]);
  });

  test('takes a function for the existing tasks, and refuses what it finds twice', () => {
    const context = {
      ...CONTEXT,
      knownTaskIds: (reference: string) =>
        reference === 'schema' ? ['schema-000000', 'schema-111111'] : ['one-222222'],
    };
    const find = (dependency: string) =>
      validatePlanInput([{ title: 'A', dependencies: [dependency] }], context);
    expect(find('one').subtasks[0]?.dependencies).toEqual([{ id: 'one-222222' }]);
    expect(find('schema').problems.map(({ code }) => code)).toEqual(['ambiguous-dependency']);
  });

  test('takes a chain of 20,000 subtasks, and as many mistakes', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({
      title: `Step ${i}`,
      dependencies: i === 0 ? [] : [i - 1],
    }));
    expect(validatePlanInput(chain, CONTEXT).subtasks).toHaveLength(20_000);
    const wrong = chain.map(({ title }) => ({ title, dependencies: ['Stepp'] }));
    expect(validatePlanInput(wrong, CONTEXT).problems).toHaveLength(20_000);
  });

  test('never throws, whatever it is given', () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom('A', 0, 1));
    const element = fc.record(
      {
        title: fc.oneof(fc.constantFrom('A', 'B'), value),
        dependencies: fc.oneof(fc.array(value), value),
        files: value,
        priority: value,
        task_id: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(element), fc.array(fc.anything()), fc.json()), (input) => {
        const { subtasks, problems } = validatePlanInput(input, CONTEXT);
        expect(subtasks.length > 0).toBe(problems.length === 0);
      }),
    );
  });
});
