/** What a killed command leaves, taken away by the next one, whatever that does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOwnIdentity } from '../../src/store/process-identity.ts';
import { newTemporaryName } from '../../src/store/temporary-files.ts';
import { askOrc } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository } from '../helpers/repository.ts';

const SHOP = 'open-a-shop-aaaaaa';
const RENT = 'rent-a-place-000001';

it('takes away half a file and half an index, and leaves those of a process that lives', async () => {
  const files = [planFile(SHOP), taskFile(SHOP, RENT)];
  const shop = createRepository({ files: Object.fromEntries(files) });
  const dead = spawnSync('true').pid;
  const own = newTemporaryName();
  const name = own.replace(String(process.pid), String(dead));
  const left = [`.tasks/${SHOP}/${name}`, `.git/orchestrator/${name}/index.lock`];
  const kept = [`.tasks/${SHOP}/${own}`, `.git/orchestrator/${own}/index.lock`];
  for (const path of [...left, ...kept]) {
    mkdirSync(join(shop.root, path, '..'), { recursive: true });
    shop.write(path, 'half');
  }
  const holder = { ...readOwnIdentity(), pid: dead, nonce: 'abcdef', at: new Date().toISOString() };
  shop.write('.git/orchestrator/lock', `ORCHESTRATOR-LOCK 1\n${JSON.stringify(holder)}\n`);
  await askOrc(shop.root, ['update', RENT, '--priority', 'high', '--no-commit']);
  expect([...left, ...kept].filter(shop.exists)).toEqual(kept);
  expect(shop.exists(`.git/orchestrator/${name}`)).toBe(false);
  shop.cleanup();
});
