/** One run of one command with one fault, and what is wrong afterwards. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Expectation, inspectInterrupted, inspectRepeated, readPlanFiles } from './inspect.ts';
import { type Fault, runProgram } from './run-program.ts';
import type { Subject } from './subjects.ts';

export interface Examination {
  readonly expected: Expectation;
  /** The moments at which the process can be killed, in order: before and after each call that changes something. */
  readonly moments: readonly string[];
  /** How many calls can be made to fail. */
  readonly calls: number;
}

/** Runs the command without a fault, to know what to expect of it. */
export async function prepareExamination(entry: string, subject: Subject): Promise<Examination> {
  const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
  const log = join(folder, 'moments');
  const { repository } = subject.stage;
  subject.stage.restore(subject.start);
  try {
    const { root } = repository;
    const { args, input = '' } = subject;
    const { code, stderr } = await runProgram({ entry, root, args, input, fault: { kind: 'count', log } });
    if (code !== 0) throw new Error(`${subject.name} failed: ${stderr}`);
    const moments = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const expected = {
      subject,
      entry,
      before: readPlanFiles(subject.start),
      after: readPlanFiles(repository),
      commits: Number(
        repository.git('rev-list', '--count', `${subject.start.git('rev-parse', 'HEAD')}..HEAD`),
      ),
    };
    return { expected, moments, calls: moments.filter((moment) => moment.startsWith('before ')).length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Verdict {
  readonly fault: Fault;
  /** Whether the fault has hit: the command did not end well. */
  readonly isHit: boolean;
  /** Whether git's own lock was left until the next command. */
  readonly isIndexLocked: boolean;
  readonly complaints: readonly string[];
}

/** Lets the command meet a fault, looks at what it has left, runs it again and looks again. */
export async function examine(expected: Expectation, fault: Fault): Promise<Verdict> {
  const { subject, entry } = expected;
  subject.stage.restore(subject.start);
  const { repository } = subject.stage;
  const { args, input = '' } = subject;
  const ending = await runProgram({ entry, root: repository.root, args, input, fault });
  const isIndexLocked = repository.exists('.git/index.lock');
  const complaints = [
    ...(ending.code === 255 ? [`an unexpected error: ${ending.stderr}`] : []),
    ...inspectInterrupted(repository, expected),
    ...(await inspectRepeated(repository, expected)),
  ];
  return { fault, isHit: ending.code !== 0, isIndexLocked, complaints };
}
