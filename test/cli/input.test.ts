/** What commands read besides their arguments: standard input, files, and plan templates. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { askOrc, refuseOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const TEMPLATE = `---
name: move
description: Move to another place.
variables:
  place:
    description: where to
---

# Move to {{place}}

- [ ] Rent {{place}}
- [ ] Carry the books to {{place}} (after: Rent {{place}})
`;

let shop: TestRepository;
beforeAll(() => {
  shop = createRepository({ files: { '.orchestrator/plans/move.md': TEMPLATE } });
});
afterAll(() => shop.cleanup());

/** Variables of a built-in template that have no default. */
function listRequired(name: string): string[] {
  const text = readFileSync(
    new URL(`../../.orchestrator-template/plans/${name}.md`, import.meta.url),
    'utf8',
  );
  const { variables } = parse(text.split('---\n')[1] ?? '') as {
    variables: Record<string, { default?: string }>;
  };
  return Object.keys(variables).filter((variable) => variables[variable]?.default === undefined);
}

const titlesOf = (tasks: readonly { title: string }[]) => tasks.map(({ title }) => title);

describe('the subtasks of a plan', () => {
  const json = '[{"title": "Rent"}, {"title": "Move in", "dependencies": ["Rent"]}]';
  const outline = '# Open a shop\n\nWith books.\n\n- [ ] Rent\n- [ ] Move in (after: Rent)\n';

  it.each([
    ['JSON', json],
    ['a Markdown outline', outline],
  ])('are read as %s from standard input and from a file', async (_name, text) => {
    shop.write('subtasks.txt', text);
    for (const source of ['-', 'subtasks.txt']) {
      const args = ['plan', 'Open a shop', '--subtasks', source, '--dry-run'];
      const { tasks } = await askOrc(shop.root, args, { input: source === '-' ? text : '' });
      expect(titlesOf(tasks)).toEqual(['Rent', 'Move in']);
      expect(tasks[1].depends_on).toEqual([tasks[0].id]);
    }
  });

  it('bring their own description when they are an outline', async () => {
    const answer = await askOrc(shop.root, ['plan', '--subtasks', '-'], { input: outline });
    expect(answer.title).toBe('Open a shop');
    expect(shop.read(answer.path)).toContain('With books.');
  });

  it('come from a template of the repository, with its variables filled in', async () => {
    const args = ['plan', '--template', 'move', '--set', 'place=River street 7', '--dry-run'];
    const { title, tasks } = await askOrc(shop.root, args);
    expect(title).toBe('Move to River street 7');
    expect(titlesOf(tasks)).toEqual(['Rent River street 7', 'Carry the books to River street 7']);
  });

  it.each([
    ['without a value', []],
    ['with a value that it does not know', ['--set', 'place=x', '--set', 'time=y']],
  ])('are refused from a template %s', async (_name, values) => {
    const error = await refuseOrc(shop.root, ['plan', '--template', 'move', ...values]);
    expect(error).toMatchObject({ code: 'template-invalid', exit: 1 });
  });

  it.each(['feature', 'bug-fix', 'web-application'])('come from the built-in template %s', async (name) => {
    const values = listRequired(name).flatMap((variable) => ['--set', `${variable}=the ${variable}`]);
    const { tasks, problem_count } = await askOrc(shop.root, [
      'plan',
      '--template',
      name,
      '--dry-run',
      ...values,
    ]);
    expect(problem_count).toBe(0);
    expect(tasks.length).toBeGreaterThan(2);
    expect(JSON.stringify(tasks)).not.toContain('{{');
  });
});

describe('long text', () => {
  it('is read from standard input for a description and for details', async () => {
    const { plan_id } = await askOrc(shop.root, ['plan', 'Close it', '--subtasks', '-'], {
      input: '[{"title": "Count the books"}]',
    });
    const input = 'Line one.\n\n```sh\n# no heading\n```\n\n## A heading\n';
    const added = await askOrc(shop.root, ['add', 'Sell them', '--plan', plan_id, '--description', '-'], {
      input,
    });
    expect(shop.read(added.task.path)).toContain('Line one.\n\n```sh\n# no heading\n```');
    const done = await askOrc(shop.root, ['complete', 'count', '--summary', '42', '--details', '-'], {
      input,
    });
    expect(shop.read(done.task.path)).toContain('\n## Result\n\n42\n\nLine one.\n');
  });
});
