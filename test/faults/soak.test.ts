/** Two minutes of `npm run soak`. */
import { expect, inject, it } from 'vitest';
import { runSoak } from './soak/run-soak.ts';

const FOR_MS = 120_000;

it('keeps every promise to eight agents and a person in four clones at once', {
  timeout: 10 * FOR_MS,
}, async () => {
  const { figures, complaints } = await runSoak(inject('orcEntry'), FOR_MS, Date.now() % 100_000);
  process.stdout.write(`${[...figures].map(([what, count]) => `${count} ${what}`).join(', ')}\n`);
  expect(complaints).toEqual([]);
  expect(figures.get('complete: exit 0')).toBeGreaterThan(10);
});
