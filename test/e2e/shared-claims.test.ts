/** Claims that several clones share through one remote: who wins, who sees it, and what happens when the remote says no. */
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { executeTask } from '../../src/app/execute-task.ts';
import { listClaims } from '../../src/app/list-claims.ts';
import { BAND, createSite, openPorts, type Site, STAGE } from '../helpers/clones.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import type { TestRepository } from '../helpers/repository.ts';

const HOUR_MS = 3_600_000;
const REF = `refs/orchestrator/claims/${STAGE}`;
const BRANCH = `refs/heads/orchestrator-claims/${STAGE}`;

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

describe('execute --remote', () => {
  it('is won by one of 20 clones at once, whose very commit the remote then holds', async () => {
    const site = createTestSite();
    const clones = Array.from({ length: 20 }, (_, at) => site.clone(`clone-${at}`));
    // One name for all: only the nonce tells their claims apart.
    const ports = await Promise.all(clones.map((clone) => openPorts(clone, { actor: 'agent' })));
    const results = await Promise.allSettled(
      ports.map((port) => executeTask(port, { task: STAGE, remote: true })),
    );
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.claim] : []));
    expect(won).toHaveLength(1);
    expect(won[0]?.oid).toBe(heldBy(site));
    expect(won[0]).toMatchObject({ shared: { remote: 'origin', ref: REF } });
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toMatchObject({
        code: 'claim-taken',
        data: { claim: { worktree: won[0]?.worktree } },
      });
    }
    expect(clones.flatMap(claimsIn)).toEqual([REF]);
    expect(site.origin.git('fsck', '--no-dangling')).toBe('');
  });

  it('tells who has the task, and has every answer of the other clone count it', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    const { claim, warnings } = await askOrc(ada.root, ['execute', STAGE, '--remote']);
    expect({ shared: claim.shared, warnings }).toEqual({
      shared: { remote: 'origin', ref: REF },
      warnings: [],
    });
    const error = await refuseOrc(bob.root, ['execute', STAGE, '--remote']);
    expect(error).toMatchObject({
      code: 'claim-taken',
      exit: 3,
      data: { claim: { actor: 'ada', oid: claim.oid } },
    });
    // Now known without the network.
    renameSync(site.origin.root, `${site.origin.root}.away`);
    expect((await askOrc(bob.root, ['show', STAGE])).task).toMatchObject({
      state: 'in_progress',
      claim: { actor: 'ada' },
    });
    expect((await askOrc(bob.root, ['next'])).task.id).toBe(BAND);
    expect(await refuseOrc(bob.root, ['execute', STAGE])).toMatchObject({ code: 'claim-taken', exit: 3 });
  });

  it('shares a claim that this clone has already, and asked again changes nothing', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    const local = (await askOrc(ada.root, ['execute', STAGE])).claim;
    expect(local.shared).toBeNull();
    const shared = (await askOrc(ada.root, ['execute', STAGE, '--remote', 'origin'])).claim;
    expect(shared).toMatchObject({ since: local.since, base: local.base, shared: { ref: REF } });
    expect((await askOrc(ada.root, ['execute', STAGE, '--remote'])).claim).toEqual(shared);
    expect(heldBy(site)).toBe(shared.oid);
  });

  it('does so for every claim where the settings name a remote, unless told not to', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    ada.write('.orchestrator/config.yaml', 'remote: origin\n');
    expect((await askOrc(ada.root, ['execute', STAGE])).claim.shared).toEqual({ remote: 'origin', ref: REF });
    expect((await askOrc(ada.root, ['execute', BAND, '--no-remote'])).claim.shared).toBeNull();
  });

  it('runs no hook of the user for a claim, and pushes nothing else', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    ada.write('more.txt', 'more\n');
    ada.git('add', '.');
    ada.git('commit', '--quiet', '-m', 'More');
    ada.git('tag', '-a', 'v1', '-m', 'One');
    ada.git('config', 'push.followTags', 'true');
    const before = site.origin.git('for-each-ref');
    ada.write('.git/hooks/pre-push', '#!/bin/sh\nexit 1\n');
    execMode(ada, '.git/hooks/pre-push');
    await askOrc(ada.root, ['execute', STAGE, '--remote']);
    expect(
      site.origin
        .git('for-each-ref')
        .split('\n')
        .filter((line) => !line.endsWith(REF)),
    ).toEqual(before.split('\n'));
  });

  it('refuses, with nothing claimed, when the remote does not answer', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    renameSync(site.origin.root, `${site.origin.root}.away`);
    const error = await refuseOrc(ada.root, ['execute', STAGE, '--remote']);
    expect(error).toMatchObject({ code: 'remote-unreachable', exit: 1 });
    expect(claimsIn(ada)).toEqual([]);
    expect(await refuseOrc(ada.root, ['execute', STAGE, '--remote', 'nowhere'])).toMatchObject({
      code: 'remote-unknown',
    });
  });

  it('goes on with a claim that got through though the answer was lost', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    site.hook('post-receive', `mv "${site.origin.root}" "${site.origin.root}.away"`);
    expect((await refuseOrc(ada.root, ['execute', STAGE, '--remote'])).code).toBe('remote-unreachable');
    expect(claimsIn(ada)).toEqual([]);
    renameSync(`${site.origin.root}.away`, site.origin.root);
    site.hook('post-receive', 'exit 0');
    expect(heldBy(site)).not.toBe('');
    const { claim } = await askOrc(ada.root, ['execute', STAGE, '--remote']);
    expect(heldBy(site)).toBe(claim.oid);
  });
});

describe('a host that takes no refs of our own', () => {
  it('gets a branch, which the answer says and other clones see', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    site.hook('update', 'case "$1" in refs/orchestrator/*) echo "refusing ref"; exit 1;; esac');
    const { claim, warnings } = await askOrc(ada.root, ['execute', STAGE, '--remote']);
    expect(claim.shared).toEqual({ remote: 'origin', ref: BRANCH });
    expect(warnings).toHaveLength(1);
    expect(heldBy(site, BRANCH)).toBe(claim.oid);
    expect((await refuseOrc(bob.root, ['execute', STAGE, '--remote'])).data.claim.actor).toBe('ada');
    await askOrc(ada.root, ['release', STAGE]);
    expect(heldBy(site, BRANCH)).toBe('');
    expect((await askOrc(bob.root, ['execute', STAGE, '--remote'])).claim.shared.ref).toBe(BRANCH);
  });

  it.each([
    ['hides them both ways', ['transfer.hideRefs=refs/orchestrator']],
    ['takes them and shows them to nobody', ['uploadpack.hideRefs=refs/orchestrator']],
  ])('gets a branch when it %s', async (_, settings) => {
    const site = createTestSite();
    const ada = site.clone('ada');
    for (const setting of settings)
      site.origin.git('config', '--add', ...(setting.split('=') as [string, string]));
    expect((await askOrc(ada.root, ['execute', STAGE, '--remote'])).claim.shared.ref).toBe(BRANCH);
    expect(heldBy(site)).toBe('');
  });

  it('nor branches leaves the claim to this clone, and that is said', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    site.hook('pre-receive', 'exit 1');
    const { code, stdout } = await runOrc(ada.root, ['execute', STAGE, '--remote']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/warning: origin refuses claims .* this clone only/);
    const { claims } = await askOrc(ada.root, ['claims']);
    expect(claims).toMatchObject([{ task: STAGE, shared: null }]);
    await askOrc(ada.root, ['complete', STAGE, '--summary', 'Built']);
    expect(claimsIn(ada)).toEqual([]);
  });
});

describe('the lease of a shared claim', () => {
  it('is not judged by the clock of the other machine', async () => {
    const site = createTestSite();
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    const late = await openPorts(ada, { actor: 'ada', shiftMs: -100 * HOUR_MS });
    await executeTask(late, { task: STAGE, remote: true });
    const { claims } = await listClaims(await openPorts(bob), { remote: true });
    expect(claims).toMatchObject([{ actor: 'ada', expired: false }]);
    const later = await openPorts(bob, { shiftMs: 5 * HOUR_MS });
    expect((await listClaims(later, { remote: true })).claims).toMatchObject([{ expired: true }]);
  });

  it('once run out, lets one of many take the task over', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    const first = await executeTask(await openPorts(ada), { task: STAGE, remote: true });
    const takers = Array.from({ length: 6 }, (_, at) => site.clone(`taker-${at}`));
    const take = { task: STAGE, remote: true, takeOver: true };
    const now = await openPorts(takers[0] ?? ada);
    await expect(executeTask(now, take)).rejects.toMatchObject({ code: 'claim-taken' });
    const ports = await Promise.all(takers.map((taker) => openPorts(taker, { shiftMs: 5 * HOUR_MS })));
    const results = await Promise.allSettled(ports.map((port) => executeTask(port, take)));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.claim.oid] : []));
    expect(won).toEqual([heldBy(site)]);
    expect(site.origin.git('rev-parse', `${REF}^`)).toBe(first.claim.oid);
  });

  it('is renewed at the remote by any action on the task', async () => {
    const site = createTestSite();
    const ada = site.clone('ada');
    const old = await openPorts(ada, { actor: 'ada', shiftMs: -3 * HOUR_MS });
    const first = await executeTask(old, { task: STAGE, remote: true });
    const { task } = await askOrc(ada.root, ['update', STAGE, '--note', 'Planks are here']);
    expect(task.claim.oid).not.toBe(first.claim.oid);
    expect(task.claim.shared).toEqual({ remote: 'origin', ref: REF });
    expect(heldBy(site)).toBe(task.claim.oid);
  });
});

function execMode({ root }: TestRepository, path: string): void {
  chmodSync(join(root, path), 0o755);
}
