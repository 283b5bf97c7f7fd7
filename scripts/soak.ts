/**
 * The long form of the soak: `npm run soak -- [minutes] [seed]`. Prints every figure, and exits 1 with what did not hold.
 */
import { fileURLToPath } from 'node:url';
import { runSoak } from '../test/faults/soak/run-soak.ts';

const [minutes = '30', seed = String(Date.now() % 100_000)] = process.argv.slice(2);
const entry = fileURLToPath(new URL('../bin/orc.cjs', import.meta.url));
const { figures, complaints } = await runSoak(entry, Number(minutes) * 60_000, Number(seed));
console.log(`${minutes} minutes, seed ${seed}`);
for (const [what, count] of [...figures].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(count).padStart(7)}  ${what}`);
for (const complaint of complaints) console.log(`BROKEN: ${complaint}`);
if (complaints.length > 0) process.exitCode = 1;
