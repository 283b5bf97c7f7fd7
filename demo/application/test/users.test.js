import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUsers } from '../src/users.js';

test('the first user is the administrator, the next ones are members', () => {
  const users = createUsers();
  users.add('ada@example.org', 'hash');
  users.add('ben@example.org', 'hash');
  assert.deepEqual(
    users.list().map(({ role }) => role),
    ['administrator', 'member'],
  );
});

test('an e-mail address is taken once', () => {
  const users = createUsers();
  users.add('ada@example.org', 'hash');
  assert.throws(() => users.add('ada@example.org', 'hash'), { status: 409 });
});

test('the last administrator stays', () => {
  const users = createUsers();
  users.add('ada@example.org', 'hash');
  assert.throws(() => users.remove('ada@example.org'), { status: 409 });
  assert.throws(() => users.setRole('ada@example.org', 'member'), { status: 409 });
});
