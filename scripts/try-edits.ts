/**
 * Tries the edits on real files of another tool: `npx tsx scripts/try-edits.ts <folder>` copies the Markdown
 * files of a folder (Backlog.md's, for one) under a plan, makes task files of them with the corrections of
 * `orc lint --fix`, changes one field of each, and counts the lines that differ. Exit 1 when an edit changes
 * more than one line.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintFiles } from '../src/app/lint-files.ts';
import { readTasks } from '../src/core/lint/lint-subject.ts';
import { editFile } from '../src/format/edit-file.ts';
import { openWorkspace } from '../src/workspace.ts';

const PLAN = 'foreign-tasks-0a1b2c';
const EDITS = { status: 'blocked', priority: 'critical', specialist: 'reviewer', effort: '3h' } as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: tsx scripts/try-edits.ts <folder with Markdown files>');
  process.exitCode = 2;
} else {
  const root = mkdtempSync(join(tmpdir(), 'orchestrator-edits-'));
  try {
    process.exitCode = await tryEdits(folder, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function tryEdits(from: string, root: string): Promise<number> {
  const copied = copyFiles(from, root);
  const ports = await openWorkspace({ directory: root, actor: 'try-edits' });
  const { fixed, problems } = await lintFiles(ports, { fix: true });
  const tasks = [...readTasks(await ports.files.scan())];
  console.log(`${tasks.length} of ${copied} files became tasks, with ${fixed.length} corrections`);
  console.log(`left for a person: ${describe(problems.map(({ code }) => code))}`);
  let worst = 0;
  for (const [field, value] of Object.entries(EDITS)) {
    const counts = tasks.map(({ path }) => {
      const { text } = ports.files.read(path);
      return countChangedLines(text, editFile(text, { set: { [field]: value } }));
    });
    worst = Math.max(worst, ...counts);
    console.log(`${field}, lines changed: ${describe(counts)}`);
  }
  return worst > 1 || tasks.length === 0 ? 1 : 0;
}

/** Returns how many there are. */
function copyFiles(from: string, root: string): number {
  execFileSync('git', ['init', '--quiet', root]);
  const plan = join(root, '.tasks', PLAN);
  mkdirSync(plan, { recursive: true });
  writeFileSync(join(plan, 'plan.md'), `---\nid: ${PLAN}\ntitle: Foreign tasks\n---\n`);
  const names = readdirSync(from).filter((name) => name.endsWith('.md'));
  for (const name of names) writeFileSync(join(plan, name), readFileSync(join(from, name)));
  return names.length;
}

/** Lines between the first and the last that differ, on the side that has more of them. */
function countChangedLines(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return Math.max(old.length, now.length) - start - end;
}

/** `3 × bad-yaml, 2 × cycle`. */
function describe(values: readonly (number | string)[]): string {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${count} × ${value}`).join(', ') || 'nothing';
}
