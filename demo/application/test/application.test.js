import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoutes } from '../src/application.js';
import { start } from '../support/client.js';

const ada = { email: 'ada@example.org', password: 'correct horse' };
const ben = { email: 'ben@example.org', password: 'battery staple' };

async function signIn(send, user) {
  await send('POST', '/register', { body: user });
  return (await send('POST', '/sign-in', { body: user })).cookie;
}

test('an administrator lists and removes users, who are signed out at once', async (t) => {
  const send = await start(t, createRoutes());
  const [asAda, asBen] = [await signIn(send, ada), await signIn(send, ben)];
  assert.equal((await send('GET', '/users', { cookie: asAda })).body.length, 2);
  assert.equal((await send('DELETE', '/users/ben@example.org', { cookie: asAda })).status, 204);
  assert.equal((await send('GET', '/me', { cookie: asBen })).status, 401);
});

test('a member may not manage users, and the last administrator stays', async (t) => {
  const send = await start(t, createRoutes());
  const [asAda, asBen] = [await signIn(send, ada), await signIn(send, ben)];
  assert.equal((await send('GET', '/users', { cookie: asBen })).status, 403);
  assert.equal((await send('DELETE', '/users/ada@example.org', { cookie: asAda })).status, 409);
});

test('what is not there, and what is no JSON, is refused', async (t) => {
  const send = await start(t, createRoutes());
  assert.equal((await send('GET', '/nothing')).status, 404);
  assert.equal((await send('POST', '/register', { body: 'x'.repeat(20_000) })).status, 413);
});
