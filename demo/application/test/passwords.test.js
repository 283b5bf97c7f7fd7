import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from '../src/passwords.js';

test('the right password is accepted, a wrong one is not', async () => {
  const stored = await hashPassword('correct horse');
  assert.equal(await verifyPassword('correct horse', stored), true);
  assert.equal(await verifyPassword('correct hearse', stored), false);
});

test('two users with the same password have different hashes', async () => {
  assert.notEqual(await hashPassword('correct horse'), await hashPassword('correct horse'));
});
