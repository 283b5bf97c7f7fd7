/** What a killed command leaves, taken away by the next one, whatever that does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readOwnIdentity } from '../../src/store/process-identity.ts';
import { newTemporaryName } from '../../src/store/temporary-files.ts';
import { askOrc } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository } from '../helpers/repository.ts';

const SHOP = 'open-a-shop-aaaaaa';
const RENT = 'rent-a-place-000001';

it('takes away half an index, and leaves that of a process that lives', async () => {
  const files = [planFile(SHOP), taskFile(SHOP, RENT)];
  const shop = createRepository({ files: Object.fromEntries(files) });
  // Whoever writes an index of the plans sweeps too: here nothing is left to write.
  for (let count = 0; count < 3; count++) {
    await askOrc(shop.root, ['ready']);
    await sleep(100);
  }
  const dead = spawnSync('true').pid;
  const own = newTemporaryName();
  const [left, kept] = [own.replace(String(process.pid), String(dead)), own].map(
    (name) => `.git/orchestrator/${name}`,
  ) as [string, string];
  for (const folder of [left, kept]) {
    mkdirSync(join(shop.root, folder));
    shop.write(`${folder}/index.lock`, 'half');
  }
  const holder = { ...readOwnIdentity(), pid: dead, nonce: 'abcdef', at: new Date().toISOString() };
  shop.write('.git/orchestrator/lock', `ORCHESTRATOR-LOCK 1\n${JSON.stringify(holder)}\n`);
  await askOrc(shop.root, ['sync']);
  expect([left, kept].filter(shop.exists)).toEqual([kept]);
  shop.cleanup();
});
