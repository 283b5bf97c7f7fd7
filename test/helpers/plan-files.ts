/** Small plan and task files, for tests that are about many of them. */

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A task file by path; `fields` come after id and title. */
export function taskFile(
  planId: string,
  id: string,
  fields: Fields = {},
  body = 'Do it.\n',
): [string, string] {
  return [`.tasks/${planId}/${id}.md`, formatFields({ id, title: titleOf(id), ...fields }, body)];
}

/** A plan file by path. */
export function planFile(id: string, fields: Fields = {}): [string, string] {
  return [`.tasks/${id}/plan.md`, formatFields({ id, title: titleOf(id), ...fields }, 'Why.\n')];
}

function titleOf(id: string): string {
  return id.slice(0, -7).replaceAll('-', ' ');
}

function formatFields(fields: Fields, body: string): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : [`${name}:`, ...value.map((item) => `  - ${item}`)],
  );
  return `---\n${lines.join('\n')}\n---\n\n${body}`;
}
