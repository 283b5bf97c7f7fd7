import { expect, test } from 'vitest';
import { TASK_FIELDS } from '../../src/core/fields.ts';
import { deriveTaskSchema } from '../../src/format/json-schema.ts';

test('the schema of task files is as it was', async () => {
  await expect(`${JSON.stringify(deriveTaskSchema(), null, 2)}\n`).toMatchFileSnapshot('task-schema.snap');
});

test('the schema has every field of the table and allows others', () => {
  const schema = deriveTaskSchema();
  expect(Object.keys(schema.properties ?? {})).toEqual(TASK_FIELDS.map((field) => field.name));
  expect(schema).toMatchObject({ required: ['id', 'title'], additionalProperties: true });
});
