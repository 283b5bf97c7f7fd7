/**
 * What every command needs from the terminal: the workspace, and a place for the answer. The use case
 * returns data; here it becomes one JSON document or text, on stdout, with nothing else beside it.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type {
  ComparingPorts,
  ExaminingPorts,
  LoggingPorts,
  WatchingPorts,
  WorktreePorts,
} from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { openWorkspace } from '../workspace.ts';
import { isTerminal, print } from './print.ts';
import { createStyle, type Style } from './render/style.ts';

interface GlobalOptions {
  /** `-C <dir>`. */
  readonly C?: string;
  readonly json?: boolean;
  readonly actor?: string;
  /** False with `--no-commit`. */
  readonly commit: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly quiet?: boolean;
}

export interface Edge {
  readonly globals: () => GlobalOptions;
  readonly style: () => Style;
  readonly open: () => Promise<WatchingPorts & ExaminingPorts & ComparingPorts & LoggingPorts>;
  /** Runs a use case in the workspace and prints its answer. */
  answer<A extends object>(
    work: (ports: WorktreePorts) => Promise<A>,
    render: (answer: A, style: Style) => string,
  ): Promise<void>;
}

export function createEdge(program: Command): Edge {
  const globals = () => program.opts<GlobalOptions>();
  const style = () => createStyle(isColoured(globals()));
  const open = () => {
    const { C, actor, commit } = globals();
    return openWorkspace({ directory: C ?? process.cwd(), actor, noCommit: !commit });
  };
  return {
    globals,
    style,
    open,
    async answer(work, render) {
      const answer = await work(await open());
      const { json, quiet } = globals();
      if (json) print(`${JSON.stringify({ schema: 1, ...answer })}\n`);
      else if (!quiet) print(render(answer, style()));
    },
  };
}

function isColoured({ color }: GlobalOptions): boolean {
  return color && isTerminal() && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/** Text of a file named on the command line; `-` is standard input. */
export function readInput(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    const what = path === '-' ? 'standard input' : path;
    throw new PlanError('usage', `${what} cannot be read: ${(cause as Error).message}.`, {
      hints: ['Name a file that exists, or give `-` and pipe the text in.'],
      cause,
    });
  }
}

/** Parser for options that take a whole number from 1 up. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new PlanError('usage', `"${text}" is not a whole number from 1 up.`);
  }
  return Number(text);
}

/** Parser for options that may be given more than once. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
