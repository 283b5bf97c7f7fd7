/** References that name nothing or too much, values that a field does not take, and work that is not ours. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/errors.ts';
import { askOrc } from '../../helpers/orc.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { checkRefused } from './refusal.ts';

let shop: TestRepository;
/** What `<name>` in an argument stands for. */
let names: Record<string, string>;
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const subtasks = [
    { title: 'Paint the door' },
    { title: 'Paint the walls', dependencies: [0] },
    { title: 'Sign the lease' },
    { title: 'Order the stock' },
  ];
  const planned = await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], {
    input: JSON.stringify(subtasks),
  });
  const [door, walls, lease, stock] = planned.tasks.map(({ id }: { id: string }) => id);
  names = { plan: planned.plan_id, door, walls, lease, stock };
  await askOrc(shop.root, ['execute', lease, '--actor', 'bob']);
  await askOrc(shop.root, ['cancel', stock, '--reason', 'No money']);
});
afterAll(() => shop.cleanup());

const refuse = (command: string, code: ErrorCode) =>
  checkRefused({ folder: shop.root }, splitCommand(command), code);

/** Words of a command line; `<name>` becomes an id, and what stands in quotes is one word. */
function splitCommand(command: string): string[] {
  const words = command.match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) =>
    word.replace(/"/g, '').replace(/<(\w+)>/g, (_, name: string) => names[name] ?? ''),
  );
}

const REFERENCES = [
  'execute @',
  'complete @ --summary Done',
  'update @ --note Seen',
  'update <door> --depend @',
  'update <walls> --undepend @',
  'cancel @ --reason Sold',
  'reopen @ --reason Back',
  'release @',
  'show @',
  'status @',
  'list --plan @',
  'ready --plan @',
  'next --plan @',
  'synthesize @',
  'add "Hang a sign" --plan @',
  'add "Hang a sign" --plan <plan> --depend @',
];

describe('a reference is refused', () => {
  it.each(REFERENCES)('by `orc %s` when it names nothing', async (command) => {
    await refuse(command.replace('@', 'no-such-thing-zzzzzz'), 'ref-unknown');
  });

  it.each(['execute @', 'status @'])('by `orc %s` when it is no id at all', async (command) => {
    for (const text of ['ab', '../../etc/passwd', 'refs/heads/main', '"  "', 'a\u0000b'.replace('\0', '%')]) {
      await refuse(command.replace('@', text), 'ref-unknown');
    }
  });

  it('by every command when it names more than one task, with the candidates', async () => {
    const candidates = [names.door, names.walls].sort();
    for (const command of ['execute paint', 'show paint_the', 'update paint --note Seen', 'release paint-']) {
      const error = await refuse(command, 'ref-ambiguous');
      expect(error.data.candidates.sort()).toEqual(candidates);
      for (const candidate of candidates) expect(error.message).toContain(candidate);
    }
  });

  it('with the id that was probably meant', async () => {
    const error = await refuse(`show ${names.door?.replace('door', 'dorr')}`, 'ref-unknown');
    expect(error.hints[0]).toContain(names.door);
  });

  it('never when it is the suffix, the slug or a unique beginning', async () => {
    const door = names.door ?? '';
    for (const reference of [
      door,
      door.slice(-6),
      'paint-the-door',
      'paint_the_d',
      'PAINT-THE-D'.toLowerCase(),
    ]) {
      expect((await askOrc(shop.root, ['show', reference])).task.id).toBe(door);
    }
  });
});

const REFUSALS: readonly (readonly [string, ErrorCode])[] = [
  ['update <door> --priority urgent', 'input-invalid'],
  ['update <door> --complexity hard', 'input-invalid'],
  ['update <door> --status done', 'input-invalid'],
  ['update <door> --status blocked', 'input-invalid'],
  ['update <door> --status completed', 'transition-refused'],
  ['update <door> --status failed --reason Broken', 'transition-refused'],
  ['update <door> --title "  "', 'input-invalid'],
  ['update <door> --note "  "', 'input-invalid'],
  ['update <door> --reason Because', 'input-invalid'],
  ['update <door> --specialist testr', 'specialist-unknown'],
  ['update <door>', 'usage'],
  ['update <door> --depend <walls>', 'dependency-cycle'],
  ['update <door> --depend <door>', 'dependency-cycle'],
  ['update <door> --note Seen --expect 0000000000000000000000000000000000000000', 'stale-revision'],
  ['cancel <door> --reason Sold --expect 0000000000000000000000000000000000000000', 'stale-revision'],
  ['cancel <door> --reason "  "', 'input-invalid'],
  ['cancel <stock> --reason Again', 'transition-refused'],
  ['reopen <door> --reason Back', 'transition-refused'],
  ['reopen <plan> --reason Back', 'transition-refused'],
  ['execute <walls>', 'not-ready'],
  ['execute <lease>', 'claim-taken'],
  ['execute <lease> --take-over', 'claim-taken'],
  ['execute <stock>', 'transition-refused'],
  ['release <door>', 'claim-missing'],
  ['release <lease>', 'claim-taken'],
  ['complete <walls> --summary Painted', 'not-ready'],
  ['complete <lease> --summary Signed', 'claim-taken'],
  ['complete <stock> --summary Ordered', 'transition-refused'],
  ['complete <door> --summary "  "', 'input-invalid'],
  ['complete <door> --summary Painted --next-action done', 'input-invalid'],
  ['complete <door> --summary Painted --type picture', 'input-invalid'],
  ['synthesize <plan>', 'plan-unfinished'],
  ['add "  " --plan <plan>', 'input-invalid'],
  ['add "Hang a sign" --plan <plan> --priority urgent', 'input-invalid'],
  ['add "Hang a sign" --plan <plan> --specialist testr', 'input-invalid'],
  ['plan "Close the shop" --template no-such-template', 'template-invalid'],
];

describe('a request is refused with nothing written', () => {
  it.each(REFUSALS)('orc %s', async (command, code) => {
    await refuse(command, code);
  });
});
