/** How a shared claim ends: with the push of the result, at once when the task is free again, and never by who lost it. */
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { executeTask } from '../../src/app/execute-task.ts';
import { BAND, createSite, openPorts, type Site, STAGE } from '../helpers/clones.ts';
import { askOrc, refuseOrc } from '../helpers/orc.ts';
import type { TestRepository } from '../helpers/repository.ts';

const HOUR_MS = 3_600_000;
const REF = `refs/orchestrator/claims/${STAGE}`;

const sites: Site[] = [];
afterEach(() => {
  for (const site of sites.splice(0)) site.cleanup();
});

function createTestSite(): Site {
  const site = createSite();
  sites.push(site);
  return site;
}

const claimsIn = ({ git }: TestRepository) =>
  git('for-each-ref', '--format=%(refname)', 'refs/orchestrator/claims').split('\n').filter(Boolean);
const heldBy = ({ origin }: Site, ref = REF) => origin.git('for-each-ref', '--format=%(objectname)', ref);

describe('the end of a shared claim', () => {
  it('comes at the remote with the push of the result, and not before', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    ada.write('stage/planks.md', 'planks\n');
    const done = await askOrc(ada.root, [
      'complete',
      STAGE,
      '--summary',
      'Built',
      '--artifact',
      'stage/planks.md',
    ]);
    expect(done.warnings.join(' ')).toContain('orc sync --push');
    expect(heldBy(site)).not.toBe('');
    expect((await refuseOrc(bob.root, ['execute', STAGE, '--remote'])).code).toBe('claim-taken');
    expect(await askOrc(ada.root, ['claims'])).toMatchObject({ claims: [], unpublished: [{ task: STAGE }] });
    const { published } = await askOrc(ada.root, ['sync', '--push']);
    expect(published).toEqual([{ remote: 'origin', branch: 'main', claims_ended: [STAGE] }]);
    expect(heldBy(site)).toBe('');
    expect(site.origin.git('rev-parse', 'main')).toBe(ada.git('rev-parse', 'main'));
    bob.git('pull', '--quiet');
    expect((await askOrc(bob.root, ['claims', '--remote'])).claims).toEqual([]);
    expect((await askOrc(bob.root, ['show', STAGE])).task.state).toBe('completed');
  });

  it('can be one step with the completion', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    const done = await askOrc(ada.root, ['complete', STAGE, '--summary', 'Built', '--push']);
    expect(done.published).toEqual([{ remote: 'origin', branch: 'main', claims_ended: [STAGE] }]);
    expect(site.origin.git('rev-parse', 'main')).toBe(done.commit);
    expect(ada.git('for-each-ref', 'refs/orchestrator')).toBe('');
  });

  it('keeps what is recorded when the branch cannot be pushed, and can be tried again', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    bob.git('commit', '--quiet', '--allow-empty', '-m', 'Meanwhile');
    bob.git('push', '--quiet', 'origin', 'main');
    const error = await refuseOrc(ada.root, ['complete', STAGE, '--summary', 'Built', '--push']);
    expect(error).toMatchObject({ code: 'remote-refused', exit: 1, data: { task: STAGE } });
    expect(heldBy(site)).not.toBe('');
    expect((await askOrc(ada.root, ['show', STAGE])).task.state).toBe('completed');
    ada.git('pull', '--quiet', '--no-rebase', '--no-edit');
    expect((await askOrc(ada.root, ['sync', '--push'])).published).toMatchObject([{ claims_ended: [STAGE] }]);
    expect(heldBy(site)).toBe('');
  });

  it('is refused as a whole to who was taken over, before the record and at the push', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    for (const task of [STAGE, BAND]) await askOrc(ada.root, ['execute', task, '--remote']);
    // Without an answer the result is recorded here, and that is said.
    renameSync(site.origin.root, `${site.origin.root}.away`);
    const done = await askOrc(ada.root, ['complete', STAGE, '--summary', 'Built']);
    expect(done.warnings.join(' ')).toContain('did not answer');
    expect(await refuseOrc(ada.root, ['complete', BAND, '--summary', 'Booked', '--push'])).toMatchObject({
      code: 'remote-unreachable',
    });
    renameSync(`${site.origin.root}.away`, site.origin.root);
    const later = await openPorts(bob, { actor: 'bob', shiftMs: 5 * HOUR_MS });
    await executeTask(later, { task: BAND, remote: true, takeOver: true });
    const head = ada.git('rev-parse', 'HEAD');
    expect(await refuseOrc(ada.root, ['complete', BAND, '--summary', 'Booked'])).toMatchObject({
      code: 'claim-lost',
      exit: 3,
    });
    expect(ada.git('rev-parse', 'HEAD')).toBe(head);
    await executeTask(later, { task: STAGE, remote: true, takeOver: true });
    const refs = site.origin.git('for-each-ref');
    expect(await refuseOrc(ada.root, ['sync', '--push'])).toMatchObject({ code: 'claim-lost', exit: 3 });
    expect(site.origin.git('for-each-ref')).toBe(refs);
  });

  it('is at once when the task is free again', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    await askOrc(ada.root, ['complete', STAGE, '--summary', 'Too weak', '--next-action', 'needs_revision']);
    expect(heldBy(site)).toBe('');
    expect(ada.git('for-each-ref', 'refs/orchestrator')).toBe('');
  });

  it('is refused by release when the remote cannot be told, and the claim stays', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    renameSync(site.origin.root, `${site.origin.root}.away`);
    expect((await refuseOrc(ada.root, ['release', STAGE])).code).toBe('remote-unreachable');
    expect(claimsIn(ada)).toEqual([REF]);
    renameSync(`${site.origin.root}.away`, site.origin.root);
    await askOrc(ada.root, ['release', STAGE]);
    expect(heldBy(site)).toBe('');
    expect(claimsIn(ada)).toEqual([]);
  });

  it('honours the user’s own hook at the push of a branch', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    ada.write('.git/hooks/pre-push', '#!/bin/sh\nexit 1\n');
    execMode(ada, '.git/hooks/pre-push');
    await refuseOrc(ada.root, ['complete', STAGE, '--summary', 'Built', '--push']);
    expect(heldBy(site)).not.toBe('');
    expect(site.origin.git('log', '--format=%s', 'main')).toBe('base');
  });
});

function execMode({ root }: TestRepository, path: string): void {
  chmodSync(join(root, path), 0o755);
}
