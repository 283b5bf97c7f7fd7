import { expect, it } from 'vitest';
import { createConnection } from '../../src/mcp/connection.ts';

it('runs mutations in the order of arrival, goes on after a failure, and tells of each that changed something', async () => {
  const events: string[] = [];
  const connection = createConnection({ directory: '/', notify: () => events.push('notify') });
  const mutation = (name: string, delay: number, fails = false) =>
    connection.enqueue(async () => {
      events.push(`${name} starts`);
      await new Promise((done) => setTimeout(done, delay));
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  const calls = [mutation('plan', 10), mutation('claim', 5, true), mutation('complete', 0)];
  const outcomes = await Promise.allSettled(calls);
  await connection.idle();
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(events).toEqual([
    'plan starts',
    'plan ends',
    'notify',
    'claim starts',
    'claim ends',
    'complete starts',
    'complete ends',
    'notify',
  ]);
});
