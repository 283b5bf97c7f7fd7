import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { fillPlanTemplate, parsePlanTemplate } from '../../src/format/plan-template.ts';

const MIGRATION = `---
name: migration
description: Move a table
  to a new schema.
variables:
  table:
    description: the table to migrate
  batch:
    description: rows moved at a time
    default: 0500
---

# Migrate {{table}}

- [ ] Copy {{ table }} in steps of {{batch}}
- [ ] Drop the old {{table}}
`;

function fill(text: string, values: Record<string, string>): string {
  return fillPlanTemplate(parsePlanTemplate(text, 'plans/t.md'), new Map(Object.entries(values)));
}

function catchError(work: () => unknown): PlanError {
  try {
    work();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a template', () => {
  it('tells its variables in the order of the file', () => {
    const template = parsePlanTemplate(MIGRATION, 'plans/t.md');
    expect(template).toMatchObject({ name: 'migration', description: 'Move a table to a new schema.' });
    expect(template.variables).toEqual([
      { name: 'table', description: 'the table to migrate', default: null },
      { name: 'batch', description: 'rows moved at a time', default: '0500' },
    ]);
  });

  it('is filled with given values and defaults', () => {
    expect(fill(MIGRATION, { table: 'orders' })).toBe(
      '# Migrate orders\n\n- [ ] Copy orders in steps of 0500\n- [ ] Drop the old orders',
    );
    expect(fill(MIGRATION, { table: 'orders', batch: '7' })).toContain('in steps of 7');
  });

  it('needs no variables', () => {
    expect(fill('---\nname: t\n---\n- [ ] Water the plants\n', {})).toBe('- [ ] Water the plants');
  });

  it('may have CRLF line ends', () => {
    expect(fill(MIGRATION.replaceAll('\n', '\r\n'), { table: 'orders' })).not.toContain('\r');
  });
});

describe('a value', () => {
  it('stays on one line', () => {
    expect(fill(MIGRATION, { table: ' orders\n- [ ] Drop everything ' })).toContain(
      '# Migrate orders - [ ] Drop everything\n',
    );
  });

  it('is taken as it is', () => {
    expect(fill(MIGRATION, { table: '{{batch}} $& $1' })).toContain('# Migrate {{batch}} $& $1\n');
  });

  it('that is missing, empty or unknown is refused, all at once', () => {
    const error = catchError(() => fill(MIGRATION, { tabel: 'orders', batch: ' ', constructor: 'x' }));
    expect(error.code).toBe('template-invalid');
    expect(error.message).toContain('`tabel` is not one of its variables (did you mean `table`?)');
    expect(error.message).toContain('`constructor` is not one of its variables');
    expect(error.message).toContain('`table` needs a value (the table to migrate)');
    expect(error.message).toContain('`batch` needs a value');
  });
});

describe('a broken template is refused with its path', () => {
  it.each([
    ['no front matter', '# Migrate\n'],
    ['unclosed front matter', '---\nname: t\n# Migrate\n'],
    ['code for front matter', '---js\n{ name: process.exit(7) }\n---\n'],
    ['a placeholder that is no variable', '---\nname: t\n---\n# {{table}}\n'],
    ['a name that is a list', '---\nname:\n  - t\n---\n# x\n'],
    ['variables that are a list', '---\nname: t\nvariables:\n  - table\n---\n# x\n'],
    ['a variable with a bad name', '---\nname: t\nvariables:\n  Table-1:\n    default: x\n---\n# x\n'],
    ['an unknown key', '---\nname: t\nvariables:\n  table:\n    defualt: x\n---\n# {{table}}\n'],
    ['a default that is a list', '---\nname: t\nvariables:\n  table:\n    default: [a]\n---\n# {{table}}\n'],
    ['a variable that is a word', '---\nname: t\nvariables:\n  table: orders\n---\n# {{table}}\n'],
  ])('%s', (_, text) => {
    const error = catchError(() => parsePlanTemplate(text, 'plans/t.md'));
    expect(error.code).toBe('template-invalid');
    expect(error.message).toContain('plans/t.md');
  });
});
