import { describe, expect, it } from 'vitest';
import { initialize, MERGE_DRIVER_SETTING } from '../../src/app/initialize.ts';
import { checkMergeDriver } from '../../src/app/merge/check-merge-driver.ts';
import { createWorld } from '../helpers/memory-ports.ts';

describe('initialize', () => {
  it('writes what is not there, keeps what is, and commits nothing', async () => {
    const world = createWorld();
    const ada = world.as('ada');
    expect(await initialize(ada, {})).toMatchObject({ created: ['.tasks/README.md'], kept: [] });
    world.files.set('.tasks/README.md', 'edited\n');
    expect(await initialize(ada, {})).toMatchObject({ created: [], kept: ['.tasks/README.md'] });
    expect(world.files.get('.tasks/README.md')).toBe('edited\n');
    expect(world.git.commits).toEqual([]);
  });

  it('with dryRun only says what it would do', async () => {
    const world = createWorld();
    const answer = await initialize(world.as('ada'), { dryRun: true, agents: true });
    expect(answer).toMatchObject({ created: ['.tasks/README.md', 'AGENTS.md'], dry_run: true });
    expect(world.files.size).toBe(0);
  });

  it('lays the workflow down only when asked, and keeps an edited one', async () => {
    const world = createWorld();
    const ada = world.as('ada');
    const path = '.github/workflows/orchestrator-review.yml';
    expect((await initialize(ada, {})).created).not.toContain(path);
    expect((await initialize(ada, { github: true })).created).toEqual([path]);
    world.files.set(path, 'name: Mine\n');
    expect((await initialize(ada, { github: true })).kept).toContain(path);
    expect(world.files.get(path)).toBe('name: Mine\n');
  });

  it('puts its block into AGENTS.md once, and leaves the rest of the file as it is', async () => {
    const world = createWorld({ files: { 'AGENTS.md': '# Rules\n\nBe kind.\n' } });
    const ada = world.as('ada');
    await initialize(ada, { agents: true });
    const text = world.files.get('AGENTS.md') ?? '';
    expect(text.startsWith('# Rules\n\nBe kind.\n\n')).toBe(true);
    expect(text).toContain('orc session');
    expect((await initialize(ada, { agents: true })).kept).toContain('AGENTS.md');
    world.files.set('AGENTS.md', `${text.replace('orc session', 'outdated')}\nMore of mine.\n`);
    await initialize(ada, { agents: true });
    expect(world.files.get('AGENTS.md')).toBe(`${text}\nMore of mine.\n`);
  });

  it('names the merge driver and configures it, once, and only when asked', async () => {
    const world = createWorld();
    const ada = world.as('ada');
    await initialize(ada, {});
    expect(await checkMergeDriver(ada)).toEqual({ isNamed: false, isConfigured: false });
    const made = ['.gitattributes', MERGE_DRIVER_SETTING];
    expect(await initialize(ada, { mergeDriver: true, dryRun: true })).toMatchObject({ created: made });
    expect(await checkMergeDriver(ada)).toEqual({ isNamed: false, isConfigured: false });
    expect(await initialize(ada, { mergeDriver: true })).toMatchObject({ created: made });
    expect(await checkMergeDriver(ada)).toEqual({ isNamed: true, isConfigured: true });
    expect(await initialize(ada, { mergeDriver: true })).toMatchObject({
      created: [],
      kept: expect.arrayContaining(made),
    });
  });
});
