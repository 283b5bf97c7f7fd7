import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions } from '../src/sessions.js';

test('a session ends when it is closed', () => {
  const sessions = createSessions();
  const token = sessions.open('ada@example.org');
  assert.equal(sessions.find(token), 'ada@example.org');
  sessions.close(token);
  assert.equal(sessions.find(token), null);
});

test('a session ends after eight hours', () => {
  let time = 0;
  const sessions = createSessions({ now: () => time });
  const token = sessions.open('ada@example.org');
  time = 8 * 3_600_000;
  assert.equal(sessions.find(token), null);
});
