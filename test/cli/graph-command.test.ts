import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { writePlans } from './graph-sample.ts';

let repository: TestRepository;
beforeAll(() => {
  repository = createRepository({
    files: writePlans({
      'dinner-aaaaaa': { tasks: { 'make-soup-000001': {}, 'eat-000002': { needs: ['make-soup-000001'] } } },
      'lunch-bbbbbb': { tasks: { 'fry-egg-000003': { status: 'completed' } } },
    }),
  });
});
afterAll(() => repository.cleanup());

describe('orc graph', () => {
  it('prints text unless told otherwise, without colour through a pipe', async () => {
    const { code, stdout } = await runOrc(repository.root, ['graph']);
    expect({ code, lines: stdout.split('\n').slice(1, 3) }).toEqual({
      code: 0,
      lines: ['○ make-soup-000001 ★  make-soup-000001', '↓ · eat-000002 ★  eat-000002'],
    });
  });

  it.each([
    ['mermaid', /^flowchart TD\n/],
    ['dot', /^digraph tasks \{\n/],
  ])('prints %s', async (format, beginning) => {
    expect((await runOrc(repository.root, ['graph', '--format', format])).stdout).toMatch(beginning);
  });

  it('prints the same document with --format json and with --json', async () => {
    const document = await askOrc(repository.root, ['graph', 'dinner']);
    expect(document).toMatchObject({
      schema: 1,
      kind: 'graph',
      nodes: [{ id: 'make-soup-000001' }, { id: 'eat-000002' }],
      edges: [{ from: 'make-soup-000001', to: 'eat-000002' }],
      waves: [['make-soup-000001'], ['eat-000002']],
      critical_path: ['make-soup-000001', 'eat-000002'],
      cycles: [],
    });
    const { stdout } = await runOrc(repository.root, ['graph', 'dinner', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual(document);
  });

  it('has finished plans with --all', async () => {
    const { nodes } = await askOrc(repository.root, ['graph', '--all']);
    expect(nodes).toHaveLength(3);
  });

  it('refuses another format and an unknown plan', async () => {
    expect(await refuseOrc(repository.root, ['graph', '--format', 'mermaidd'])).toMatchObject({
      exit: 2,
      code: 'usage',
      hints: ['Did you mean "mermaid"?', 'It takes text, mermaid, dot, json.'],
    });
    expect(await refuseOrc(repository.root, ['graph', 'supper'])).toMatchObject({ code: 'ref-unknown' });
  });
});
