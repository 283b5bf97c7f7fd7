/**
 * The long form of the fuzz test: `npx tsx scripts/fuzz.ts [inputs] [seed]`. Prints how many inputs were
 * read, edited and refused, and the slowest one; exits 1 with the input when something does not hold.
 */
import { corpus } from '../test/format/fixtures.ts';
import { runFuzz } from '../test/format/fuzz.ts';

const [count = '100000', seed = '1'] = process.argv.slice(2);
const report = runFuzz([...corpus.values()], Number(count), Number(seed));
const { edited, refused, readable, slowestMs, slowestInput } = report;
console.log(
  `${count} inputs, seed ${seed}: ${edited} edited, ${refused} refused, ${readable} readable as tasks`,
);
console.log(`slowest: ${slowestMs.toFixed(1)} ms for ${JSON.stringify(slowestInput)}`);
