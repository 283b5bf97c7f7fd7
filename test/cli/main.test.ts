/** The edge itself, in this process: colours, and what a defect of ours looks like. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asPlanError, exitCodeOf, renderFailure } from '../../src/cli/failure.ts';
import { main } from '../../src/cli/main.ts';
import { createStyle } from '../../src/cli/render/style.ts';
import { PlanError } from '../../src/errors.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const terminal = vi.hoisted(() => ({ printed: '' }));
vi.mock('../../src/cli/print.ts', () => ({
  isTerminal: () => true,
  print: (text: string) => {
    terminal.printed += text;
  },
}));

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  terminal.printed = '';
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('TERM', 'xterm');
  vi.stubEnv('ORCHESTRATOR_ACTOR', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  repository.cleanup();
});

async function runOnTerminal(...args: string[]): Promise<string> {
  await main(['node', 'orc', '-C', repository.root, ...args]);
  return terminal.printed;
}

const ESCAPE = '\u001b[';

describe('colours', () => {
  it('are used on a terminal', async () => {
    expect(await runOnTerminal('session')).toContain(ESCAPE);
  });

  it.each([
    ['--no-color', 'session'],
    ['session', '--no-color'],
    ['session', '--json'],
  ])('are not used with %s %s', async (...args) => {
    expect(await runOnTerminal(...args)).not.toContain(ESCAPE);
    expect(terminal.printed).toContain('Ada Lovelace');
  });

  it.each([
    ['NO_COLOR', '1'],
    ['TERM', 'dumb'],
  ])('are not used when %s is %s', async (name, value) => {
    vi.stubEnv(name, value);
    expect(await runOnTerminal('session')).not.toContain(ESCAPE);
  });
});

describe('a failure', () => {
  const plain = createStyle(false);
  const noHelp = () => '';

  it('that is a defect of ours ends with 255 and shows where it happened', () => {
    const error = asPlanError(new TypeError('cannot read x of undefined'), noHelp);
    expect(error).toMatchObject({ code: 'internal', owner: 'orchestrator' });
    expect(exitCodeOf(error)).toBe(255);
    expect(renderFailure(error, plain)).toMatch(
      /^error: cannot read x of undefined \[internal\]\nhint: .+\n.*at /s,
    );
  });

  it('that is nobody’s error object is a defect too', () => {
    expect(asPlanError('thrown text', noHelp)).toMatchObject({ code: 'internal', message: 'thrown text' });
  });

  it.each([
    ['plan-invalid', 1],
    ['usage', 2],
    ['claim-taken', 3],
    ['contention', 3],
    ['internal', 255],
  ] as const)('with the code %s ends with %i', (code, exit) => {
    expect(exitCodeOf(new PlanError(code, 'No.'))).toBe(exit);
  });

  it('cannot bring escape sequences from a file to the terminal', () => {
    const error = new PlanError('ref-unknown', 'No task \u001b]0;owned\u0007', { hints: ['\u001b[2J'] });
    expect(renderFailure(error, plain)).not.toMatch(/[\u001b\u0007]/);
  });
});
