import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccountRoutes } from '../src/accounts.js';
import { createSessions } from '../src/sessions.js';
import { createUsers } from '../src/users.js';
import { start } from '../support/client.js';

const ada = { email: 'ada@example.org', password: 'correct horse' };
const routes = () => createAccountRoutes({ users: createUsers(), sessions: createSessions() });

test('who registers can sign in, and out again', async (t) => {
  const send = await start(t, routes());
  assert.equal((await send('POST', '/register', { body: ada })).status, 201);
  const { cookie } = await send('POST', '/sign-in', { body: ada });
  assert.equal((await send('GET', '/me', { cookie })).body.email, ada.email);
  await send('POST', '/sign-out', { cookie });
  assert.equal((await send('GET', '/me', { cookie })).status, 401);
});

test('an unknown user and a wrong password get the same answer', async (t) => {
  const send = await start(t, routes());
  await send('POST', '/register', { body: ada });
  const wrong = await send('POST', '/sign-in', { body: { ...ada, password: 'correct hearse' } });
  const unknown = await send('POST', '/sign-in', { body: { ...ada, email: 'eve@example.org' } });
  assert.deepEqual(wrong, unknown);
  assert.equal(wrong.status, 401);
});
