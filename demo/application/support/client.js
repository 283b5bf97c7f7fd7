import { once } from 'node:events';
import { serve } from '../src/server.js';

/** Serves routes on a free port for one test, and gives a function that sends requests there. */
export async function start(t, routes) {
  const server = serve(routes).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return async function send(method, path, { body, cookie = '' } = {}) {
    const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
      method,
      headers: { cookie, connection: 'close' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : JSON.parse(text),
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    };
  };
}
