/** A process of its own that takes a lock: `count|hold <lock> <counter> <rounds>`; see lock.test.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../src/store/lock.ts';

const [mode, lockPath = '', counter = '', rounds = '0'] = process.argv.slice(2);
if (mode === 'hold') {
  await withLock(lockPath, async () => {
    process.stdout.write('held\n');
    await sleep(60_000);
  });
}
for (let round = 0; round < Number(rounds); round++) {
  await withLock(lockPath, async () => {
    const value = Number(readFileSync(counter, 'utf8'));
    await sleep(1);
    writeFileSync(counter, String(value + 1));
  });
}
