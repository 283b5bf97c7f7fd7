/** The small repository in which the rules between files show what breaks them. */

/** A folder of the examples. */
export const EXAMPLE_PLAN = 'user-accounts-4f7k2m';

/** Ids of the tasks of the examples. */
export const DESIGN = 'design-user-schema-k3f9q2';
export const HASH = 'hash-passwords-8xw2mn';

type Files = Readonly<Record<string, string>>;

/** The `plan.md` of a plan, with these lines of front matter after id and title. */
export function examplePlan(id: string, ...lines: readonly string[]): Files {
  return { [`.tasks/${id}/plan.md`]: formatExample([`id: ${id}`, 'title: User accounts', ...lines]) };
}

/** A task file of the example plan, with these lines of front matter after id and title. */
export function exampleTask(id: string, ...lines: readonly string[]): Files {
  return {
    [`.tasks/${EXAMPLE_PLAN}/${id}.md`]: formatExample([`id: ${id}`, `title: ${readTitle(id)}`, ...lines]),
  };
}

/** A plan with one task, free of problems. */
export const SOUND_PLAN: Files = { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN) };

function formatExample(lines: readonly string[]): string {
  return ['---', ...lines, '---', ''].join('\n');
}

/** `design-user-schema-k3f9q2` is called `Design user schema`. */
function readTitle(id: string): string {
  const words = id.slice(0, id.lastIndexOf('-')).replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
