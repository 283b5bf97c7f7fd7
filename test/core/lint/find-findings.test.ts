import { describe, expect, it } from 'vitest';
import { findFindings } from '../../../src/core/lint/find-findings.ts';
import type { Finding } from '../../../src/core/lint/finding.ts';
import { createLintSubject } from '../../../src/core/lint/lint-subject.ts';
import { createTable } from '../../../src/core/task-table.ts';
import { makeSnapshot, type Sample } from '../graph/sample-graph.ts';

function find(sample: Sample, specialists: readonly string[] | null = ['generic']): Finding[] {
  return findFindings(createLintSubject(createTable(makeSnapshot(sample)), specialists));
}

/** `code task field[index]`. */
function summarize(findings: readonly Finding[]): string[] {
  return findings.map(({ code, path, field, index }) => {
    const name = path.replace(/^\.tasks\/(?:main\/)?(.*)\.md$/, '$1');
    return `${code} ${name} ${field}${index === null ? '' : `[${index}]`}`;
  });
}

function messages(findings: readonly Finding[]): string[] {
  return findings.map(({ message }) => message);
}

describe('references', () => {
  it('finds a dependency on nothing, with the id that was probably meant', () => {
    const findings = find({
      tasks: {
        'ship-cart-aaaaaa': {},
        'pay-cart-bbbbbb': { needs: ['ship-cart', 'ship-crat-aaaaaa', 'sing-a-song'] },
      },
    });
    expect(summarize(findings.slice(0, 3))).toEqual([
      'dangling-dependency pay-cart-bbbbbb depends_on[0]',
      'dangling-dependency pay-cart-bbbbbb depends_on[1]',
      'dangling-dependency pay-cart-bbbbbb depends_on[2]',
    ]);
    expect(messages(findings).map((message) => / Did you mean (.*)\?$/.exec(message)?.[1] ?? null)).toEqual([
      'ship-cart-aaaaaa',
      'ship-cart-aaaaaa',
      null,
    ]);
  });

  it('says that a dependency is a plan', () => {
    const [finding] = find({ tasks: { bake: { needs: ['main'] } } });
    expect(finding).toMatchObject({
      code: 'dangling-dependency',
      message: 'bake depends on main, which is a plan.',
    });
  });

  it('is content with a dependency on a file that cannot be read: that file has problems of its own', () => {
    expect(find({ tasks: { bake: { needs: ['knead'] } }, unreadable: ['knead'] })).toEqual([]);
  });

  it('finds a parent that does not exist, or is a plan', () => {
    const plans = { main: { parent: 'nobody' }, other: { parent: 'main' } };
    expect(summarize(find({ tasks: {}, plans }))).toEqual([
      'parent-missing plan parent',
      'parent-missing other/plan parent',
    ]);
  });
});

describe('cycles', () => {
  it('reports each once, at its first step, with its way round', () => {
    const findings = find({
      tasks: { a: { needs: ['x', 'b'] }, b: { needs: ['c'] }, c: { needs: ['a'] }, x: {} },
    });
    const cycles = findings.filter(({ code }) => code === 'cycle');
    expect(summarize(cycles)).toEqual(['cycle a depends_on[1]']);
    expect(messages(cycles)).toEqual([
      '3 tasks wait for each other: a depends on b, b depends on c, c depends on a.',
    ]);
  });

  it('keeps a task that depends on itself apart', () => {
    expect(summarize(find({ tasks: { a: { needs: ['a'] } } }))).toEqual(['self-dependency a depends_on[0]']);
  });

  it('sees the way through a plan that breaks a task down', () => {
    const findings = find({
      tasks: { bake: {}, knead: { plan: 'dough', needs: ['bake'] } },
      plans: { main: {}, dough: { parent: 'bake' } },
    });
    expect(summarize(findings)).toEqual(['cycle dough/plan parent']);
    expect(messages(findings)).toEqual([
      '2 tasks wait for each other: bake is broken down by the plan dough, and so waits for knead in it, knead depends on bake.',
    ]);
  });

  it('sees a task that lies in the plan that breaks it down', () => {
    const findings = find({ tasks: { bake: {} }, plans: { main: { parent: 'bake' } } });
    expect(summarize(findings)).toEqual(['cycle plan parent']);
  });

  it('cuts a long way round', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `t${index}`);
    const tasks = Object.fromEntries(
      names.map((name, index) => [name, { needs: [names[(index + 1) % names.length] ?? ''] }]),
    );
    const [cycle, ...others] = find({ tasks });
    expect(others).toEqual([]);
    expect(cycle?.message).toMatch(/^10000 tasks wait .*, and so on over 9990 more steps\.$/);
  });
});

describe('states that do not go together', () => {
  it('finds an open task that waits for a cancelled one, or for one of a cancelled plan', () => {
    const findings = find({
      tasks: {
        gone: { status: 'cancelled' },
        dropped: { plan: 'old' },
        waits: { needs: ['dropped', 'gone'] },
        done: { status: 'cancelled', needs: ['gone'] },
      },
      plans: { main: {}, old: { cancelled: true } },
    });
    expect(summarize(findings)).toEqual([
      'dead-dependency waits depends_on[0]',
      'dead-dependency waits depends_on[1]',
    ]);
  });

  it('finds a completed task before one on which it depends', () => {
    const findings = find({
      tasks: { late: {}, early: { status: 'completed', completion: 'x', needs: ['late', 'torn'] } },
      unreadable: ['torn'],
    });
    expect(summarize(findings)).toEqual(['completed-too-early early depends_on[0]']);
  });

  it('finds records and statuses that contradict each other, imported tasks aside', () => {
    const findings = find({
      tasks: {
        byHand: { status: 'completed' },
        imported: { status: 'completed', source: 'backlog:TASK-3' },
        reopened: { completion: 'x' },
      },
    });
    expect(summarize(findings)).toEqual([
      'completed-without-record byHand status',
      'stale-record reopened completion',
    ]);
  });
});

describe('roles and order', () => {
  it('finds a role that nobody has described, unless that is not known', () => {
    const tasks = { bake: { specialist: 'bakr' }, sell: { specialist: 'seller' } };
    const findings = find({ tasks }, ['baker', 'generic']);
    expect(summarize(findings)).toEqual([
      'unknown-specialist bake specialist',
      'unknown-specialist sell specialist',
    ]);
    expect(findings[0]?.message).toBe('Nobody has described the specialist "bakr". Did you mean "baker"?');
    expect(find({ tasks }, null)).toEqual([]);
  });

  it('finds the first item that is out of order', () => {
    const tasks = { a: {}, b: {}, c: { needs: ['b', 'a'], files: ['src/a', 'src/c', 'src/b'] } };
    expect(summarize(find({ tasks }))).toEqual(['unsorted-list c depends_on[1]', 'unsorted-list c files[2]']);
  });
});

it('answers 10,000 unknown ids without searching all ids for each', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `task-${index}`);
  const tasks = Object.fromEntries(ids.map((id) => [id, { needs: [`${id}x`] }]));
  const findings = find({ tasks });
  expect(findings).toHaveLength(10_000);
  expect(findings.filter(({ message }) => message.includes('Did you mean'))).toHaveLength(10);
});
