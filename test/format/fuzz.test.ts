import { expect, test } from 'vitest';
import { corpus } from './fixtures.ts';
import { runFuzz } from './fuzz.ts';

test('mutated files are read alike by both readers, and edited as asked or refused', () => {
  const report = runFuzz([...corpus.values()], 4000, 20260131);
  expect(report.edited).toBeGreaterThan(1000);
  expect(report.refused).toBeGreaterThan(300);
  expect(report.readable).toBeGreaterThan(300);
});
