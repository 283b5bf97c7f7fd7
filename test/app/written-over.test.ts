/** A merge of git, or an editor, may write over a file between our write and our commit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { completeTask } from '../../src/app/complete-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import type { Ports } from '../../src/app/ports.ts';
import { updateTask } from '../../src/app/update-task.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createFest, pathOf, STAGE } from '../helpers/clones.ts';
import type { TestRepository } from '../helpers/repository.ts';

let fest: TestRepository;
afterEach(() => fest.cleanup());

/** The ports of a repository in which somebody puts the old text back right after each write. */
async function openWrittenOver(): Promise<{ ports: Ports; old: string }> {
  fest = createFest();
  const ports = await openWorkspace({ directory: fest.root, actor: 'ada' });
  const old = fest.read(pathOf(STAGE));
  const replace: Ports['files']['replace'] = (path, text, expected) => {
    const written = ports.files.replace(path, text, expected);
    writeFileSync(join(fest.root, path), old);
    return written;
  };
  return { ports: { ...ports, files: { ...ports.files, replace } }, old };
}

it('refuses to call a change done that is not in the file any more', async () => {
  const { ports, old } = await openWrittenOver();
  const head = fest.git('rev-parse', 'HEAD');
  await expect(updateTask(ports, { task: STAGE, note: 'Two ramps.' })).rejects.toMatchObject({
    code: 'stale-revision',
  });
  expect(fest.git('rev-parse', 'HEAD')).toBe(head);
  expect(fest.read(pathOf(STAGE))).toBe(old);
});

it('keeps the claim on a task whose record was written over, so that it can be completed again', async () => {
  const { ports } = await openWrittenOver();
  await executeTask(ports, { task: STAGE });
  const request = { task: STAGE, summary: 'Built', paths: [], commits: [] };
  await expect(completeTask(ports, request)).rejects.toMatchObject({ code: 'stale-revision' });
  expect(ports.git.readClaims().get(STAGE)).toMatchObject({ actor: 'ada' });
  const again = await openWorkspace({ directory: fest.root, actor: 'ada' });
  expect(await completeTask(again, request)).toMatchObject({ committed: true, status: 'completed' });
});

it('refuses that also when it is to be committed later, for a merge has ended in a conflict', async () => {
  const { ports } = await openWrittenOver();
  writeFileSync(join(fest.root, '.git', 'MERGE_HEAD'), `${fest.git('rev-parse', 'HEAD')}\n`);
  await expect(updateTask(ports, { task: STAGE, note: 'Two ramps.' })).rejects.toMatchObject({
    code: 'stale-revision',
  });
  const later = await openWorkspace({ directory: fest.root, actor: 'ada' });
  expect(await updateTask(later, { task: STAGE, note: 'Two ramps.' })).toMatchObject({ committed: false });
});
