/** The line of `.gitattributes` that gives plans and tasks to the merge driver; everything else is the user's. */

const PATTERN = '.tasks/**/*.md';
const ASSIGNED = /^[ \t]*"?\.tasks\/\S*[ \t](?:.*[ \t])?merge=orchestrator(?:[ \t\r]|$)/m;

/** Path of the file, from the root. */
export const ATTRIBUTES_PATH = '.gitattributes';

/** Whether the driver is named for files under `.tasks/`. */
export function namesMergeDriver(text: string | null): boolean {
  return ASSIGNED.test(text ?? '');
}

/** The new text of the file: as it is when the driver is named already, else with a line at the end. */
export function nameMergeDriver(text: string | null): string {
  const before = text ?? '';
  if (namesMergeDriver(before)) return before;
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const ended = before === '' || before.endsWith('\n') ? before : before + eol;
  const comment = '# Merged field by field; every clone has to run `orc init --merge-driver` once.';
  return `${ended}${comment}${eol}${PATTERN} merge=orchestrator${eol}`;
}
