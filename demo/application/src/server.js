import { createServer } from 'node:http';
import { Refusal } from './refusal.js';

const MAX_BODY_BYTES = 10_000;

/** Serves routes by `METHOD /path`; a part `:name` of a path is given to the handler in `parameters`. */
export function serve(routes) {
  return createServer(async (request, response) => {
    const { status, body, cookie } = await answer(routes, request);
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
}

async function answer(routes, request) {
  try {
    const path = new URL(request.url, 'http://localhost').pathname;
    for (const [route, handle] of Object.entries(routes)) {
      const parameters = match(route, `${request.method} ${path}`);
      if (parameters === null) continue;
      return await handle({ parameters, body: await readBody(request), token: readToken(request) });
    }
    throw new Refusal(404, 'there is nothing here');
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: { error: error.message } };
    return { status: 500, body: { error: 'something went wrong here' } };
  }
}

function match(route, request) {
  const [wanted, given] = [route.split('/'), request.split('/')];
  if (wanted.length !== given.length) return null;
  const parameters = {};
  for (const [place, part] of wanted.entries()) {
    if (part.startsWith(':')) parameters[part.slice(1)] = decodeURIComponent(given[place]);
    else if (part !== given[place]) return null;
  }
  return parameters;
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new Refusal(413, 'the body is too large');
  }
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Refusal(400, 'the body is not JSON');
  }
}

function readToken(request) {
  return /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}
