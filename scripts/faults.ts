/**
 * The long form of the fault tests: `npm run faults -- [command] [--every n] [--kind kill-group] [--errno EIO]`. Kills each
 * command at each moment, alone and with its git processes, and lets each of its calls fail with each error. Prints
 * a line of figures a command, and exits 1 with what did not hold.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { examine, prepareExamination, type Verdict } from '../test/faults/examine.ts';
import { listFaults } from '../test/faults/list-faults.ts';
import { createSubjects } from '../test/faults/subjects.ts';

const entry = fileURLToPath(new URL('../bin/orc.cjs', import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' }, kind: { type: 'string' }, errno: { type: 'string' } },
});
const every = Number(values.every);

for (const subject of await createSubjects(entry)) {
  if (positionals.length > 0 && !positionals.includes(subject.name)) continue;
  const { expected, moments, calls } = await prepareExamination(entry, subject);
  const faults = listFaults({ moments, calls })
    .filter((fault) => (values.kind ?? fault.kind) === fault.kind)
    .filter((fault) => values.errno === undefined || ('errno' in fault && fault.errno === values.errno))
    .filter((_, index) => index % every === 0);
  const verdicts: Verdict[] = [];
  for (const fault of faults) {
    const verdict = await examine(expected, fault);
    verdicts.push(verdict);
    if (verdict.complaints.length === 0) continue;
    process.exitCode = 1;
    const where = 'at' in fault && fault.kind !== 'error' ? moments[fault.at - 1] : '';
    console.log(`${subject.name}: ${JSON.stringify(fault)} ${where}`);
    for (const complaint of verdict.complaints) console.log(`  ${complaint}`);
  }
  const count = (is: (verdict: Verdict) => boolean) => verdicts.filter(is).length;
  console.log(
    `${subject.name}: ${moments.length} moments, ${calls} calls; ${verdicts.length} faults, ` +
      `${count(({ isHit }) => isHit)} hit, ${count(({ isIndexLocked }) => isIndexLocked)} left git's lock to the next command, ` +
      `${count(({ complaints }) => complaints.length > 0)} bad`,
  );
}
