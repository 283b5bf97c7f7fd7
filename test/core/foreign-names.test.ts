import { expect, it } from 'vitest';
import { TASK_FIELDS } from '../../src/core/fields.ts';
import { readForeignField, readForeignValue } from '../../src/core/foreign-names.ts';

it.each([
  ['depends_on', 'depends_on'],
  ['Depends-On', 'depends_on'],
  ['dependencies', 'depends_on'],
  ['dependson', 'depends_on'],
  ['depend_on', null],
  ['assignee', null],
  ['__proto__', null],
])('reads the field %j as %j', (name, field) => {
  expect(readForeignField(name, TASK_FIELDS)).toBe(field);
});

it.each([
  ['status', 'To Do', 'pending'],
  ['status', 'in-progress', 'in_progress'],
  ['status', 'DONE', 'completed'],
  ['status', 'wontfix', 'cancelled'],
  ['status', 'pendng', null],
  ['status', 'constructor', null],
  ['priority', 'P1', 'high'],
  ['priority', 'urgent', 'critical'],
  ['title', 'done', null],
])('reads %s %j as %j', (name, word, value) => {
  const field = TASK_FIELDS.find((known) => known.name === name);
  expect(field && readForeignValue(field, word)).toBe(value);
});

it('means by every alias a value that there is', () => {
  for (const { values = [], valueAliases = {} } of TASK_FIELDS) {
    for (const value of Object.values(valueAliases)) expect(values).toContain(value);
  }
});
