import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

export interface ProcessOptions {
  readonly cwd: string;
  /** On top of the clean environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Returns its stdout; throws with its stderr when the exit code is not 0. */
export function runProcess(file: string, args: readonly string[], options: ProcessOptions): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: options.cwd,
    env: cleanEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error !== undefined)
    throw new Error(`${file} could not be started: ${error.message}`, { cause: error });
  if (status !== 0) {
    throw new Error(`\`${[file, ...args].join(' ')}\` exited with ${status}:\n${stderr.trim()}`);
  }
  return stdout;
}

const keptNames = new Set<string>();

/** Lets variables into the clean environment that are otherwise left out. */
export function keepVariables(names: readonly string[]): void {
  for (const name of names) keptNames.add(name);
}

const PERSONAL = /^(?:GIT_|ORCHESTRATOR_|NODE_|VITEST|FORCE_COLOR$|NO_COLOR$)/;

/** The environment without what would make one person's figures differ from another's: settings of git, Node and ours. */
export function cleanEnvironment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || (PERSONAL.test(name) && !keptNames.has(name))) continue;
    kept[name] = value;
  }
  return { ...kept, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', ...changes };
}
