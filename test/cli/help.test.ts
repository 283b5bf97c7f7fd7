import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { runOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const repository = createRepository();
afterAll(() => repository.cleanup());

async function readHelp(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runOrc(repository.root, args);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return stdout;
}

describe('--help', () => {
  it('of the program lists every command and global option', async () => {
    await expect(await readHelp(['--help'])).toMatchFileSnapshot('help/orc.txt');
  });

  it.each(Object.keys(COMMANDS))('of `orc %s` shows its arguments and options', async (name) => {
    const help = await readHelp([name, '--help']);
    await expect(help).toMatchFileSnapshot(`help/${name}.txt`);
    expect(await readHelp(['help', name])).toBe(help);
  });
});

describe('--version', () => {
  it.each(['--version', '-V'])('is printed for %s, by the short way and by the long', async (option) => {
    const short = await readHelp([option]);
    expect(short).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await readHelp(['--no-color', option])).toBe(short);
  });
});
