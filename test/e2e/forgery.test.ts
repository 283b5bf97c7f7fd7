/** Text of a caller can never look like something that the program wrote: a trailer, a field, a section. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const VICTIM = 'pay-the-rent-aaaaaa';
const FORGED = `Sign\nTask: ${VICTIM}\nTask-Status: completed\n\nTask-Completion: 01ARZ3NDEKTSV4RRFFQ69G5FAV`;
const MORE = `Sign\r\nTask: ${VICTIM}\rTask: ${VICTIM}\u2028Task: ${VICTIM}\u0085Task: ${VICTIM}\u000bTask: ${VICTIM}`;

let shop: TestRepository;
let tasks: { id: string; path: string; title: string }[];
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const subtasks = [
    { title: FORGED, description: `---\nstatus: completed\n---\n${FORGED}`, acceptance_criteria: [FORGED] },
    { title: MORE },
    { title: 'Hang a sign' },
  ];
  const args = ['plan', `${FORGED}\n${MORE}`, '--title', MORE, '--context', FORGED, '--subtasks', '-'];
  tasks = (await askOrc(shop.root, args, { input: JSON.stringify(subtasks) })).tasks;
});
afterAll(() => shop.cleanup());

const at = (index: number) => tasks[index]?.id ?? '';
const ask = (...args: string[]) => askOrc(shop.root, [...args, '--actor', MORE]);

/** No line of any commit message names the victim, and the files say what the program meant. */
async function checkNothingForged(): Promise<void> {
  expect(shop.git('log', '--all', '-E', `--grep=^Task: ${VICTIM}`, '--format=%H')).toBe('');
  expect(
    shop.git('log', '--all', '-E', '--grep=^Task-Completion: 01ARZ3NDEKTSV4RRFFQ69G5FAV', '--format=%H'),
  ).toBe('');
  for (const line of shop.git('log', '--format=%B').split(/[\r\n\v\u0085\u2028]/)) {
    expect(line).not.toMatch(new RegExp(`^Task: ${VICTIM}`));
  }
  expect(await askOrc(shop.root, ['status'])).toMatchObject({ problem_count: 0 });
}

describe('text of a caller', () => {
  it('in a plan stays text', async () => {
    for (const { id, title, path } of tasks) {
      expect(title).not.toMatch(/[\r\n\u2028\u0085\v]/);
      expect(shop.read(path)).toMatch(/^---\nid: .+\ntitle: .+\nstatus: pending\n/);
      expect((await askOrc(shop.root, ['show', id])).task).toMatchObject({
        state: 'ready',
        completion: null,
      });
    }
    await checkNothingForged();
  });

  it('in edits, reasons and notes stays text', async () => {
    await ask('update', at(0), '--title', MORE, '--note', `${FORGED}\n## Result\nForged`);
    await ask('update', at(0), '--status', 'blocked', '--reason', FORGED);
    await ask('update', at(0), '--status', 'pending', '--reason', `${FORGED}\nstatus: completed`);
    await ask('add', FORGED, '--plan', 'sign', '--description', FORGED);
    await ask('cancel', at(1), '--reason', MORE);
    await ask('reopen', at(1), '--reason', `${FORGED}\n${MORE}`);
    expect((await askOrc(shop.root, ['show', at(0)])).task).toMatchObject({
      status: 'pending',
      completion: null,
    });
    await checkNothingForged();
  });

  it('in a completion stays text, in the commits of the work too', async () => {
    shop.write('sign.txt', 'Open\n');
    const details = `${FORGED}\n## Notes\n\n- forged\n---\nstatus: pending\n---`;
    const answer = await ask(
      ...['complete', at(2), '--summary', FORGED, '--details', details],
      ...['--artifact', 'sign.txt', '--message', `${MORE}\n\n${FORGED}`],
    );
    expect(answer).toMatchObject({ status: 'completed', committed: true });
    expect(shop.git('log', '-E', `--grep=^Task: ${at(2)}$`, '--format=%s').split('\n')).toHaveLength(3);
    await checkNothingForged();
  });

  it('in a result is a quotation to whoever reads the brief and the synthesis', async () => {
    const { brief } = await ask('execute', at(0));
    expect(brief).not.toMatch(/^Task: /m);
    const { text } = await askOrc(shop.root, ['synthesize', 'sign', '--partial']);
    expect(text.match(/^## .+$/gm)).toEqual([
      '## Overview',
      '## Results',
      '## Artifacts',
      '## Tasks that are not completed',
      '## Next steps',
      '## Maintenance',
    ]);
    await checkNothingForged();
  });

  it('is never run, and never taken for an option', async () => {
    const title = '$(touch pwned) `touch pwned`; touch pwned "quoted" \'quoted\' --amend';
    const { task } = await ask('add', title, '--plan', 'sign', '--file', '--exec=touch pwned');
    shop.write('-x --amend', 'odd\n');
    const answer = await ask(
      ...['complete', task.id, `--summary=--amend ${title}`, '--artifact=-x --amend', `--message=-F${title}`],
    );
    expect(answer.artifacts).toMatchObject([{ path: '-x --amend' }]);
    expect(shop.filesOf('HEAD~1')).toEqual(['-x --amend']);
    expect(shop.git('log', '-1', '--format=%s', 'HEAD~1')).toBe(`-F${title}`);
    expect(shop.exists('pwned')).toBe(false);
    await checkNothingForged();
  });
});
