import { hashPassword, verifyPassword } from './passwords.js';
import { Refusal } from './refusal.js';

const COOKIE = 'HttpOnly; Secure; SameSite=Lax; Path=/';

/** The user whose session a request belongs to; refuses with 401 when there is none. */
export function requireUser({ users, sessions }, { token }) {
  const email = sessions.find(token);
  const user = email === null ? null : users.find(email);
  if (user === null) throw new Refusal(401, 'sign in first');
  return user;
}

export function createAccountRoutes({ users, sessions }) {
  // Checked when the address is unknown, so that the answer takes as long as for a wrong password.
  const nobody = hashPassword('no user has this password');

  return {
    'POST /register': async ({ body }) => {
      const { email, password } = readCredentials(body);
      const { role } = users.add(email, await hashPassword(password));
      return { status: 201, body: { email, role } };
    },
    'POST /sign-in': async ({ body }) => {
      const { email, password } = readCredentials(body);
      const user = users.find(email);
      const isRight = await verifyPassword(password, user?.passwordHash ?? (await nobody));
      if (user === null || !isRight) throw new Refusal(401, 'e-mail address or password is wrong');
      return { status: 200, cookie: `session=${sessions.open(email)}; ${COOKIE}` };
    },
    'POST /sign-out': async ({ token }) => {
      sessions.close(token);
      return { status: 204, cookie: `session=; Max-Age=0; ${COOKIE}` };
    },
    'GET /me': async (request) => {
      const { email, role } = requireUser({ users, sessions }, request);
      return { status: 200, body: { email, role } };
    },
  };
}

function readCredentials({ email, password }) {
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new Refusal(400, 'this is no e-mail address');
  }
  if (typeof password !== 'string' || password.length < 8 || password.length > 200) {
    throw new Refusal(400, 'a password has 8 to 200 characters');
  }
  return { email: email.toLowerCase(), password };
}
