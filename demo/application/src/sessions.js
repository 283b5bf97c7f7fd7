import { createHash, randomBytes } from 'node:crypto';

const LIFETIME_MS = 8 * 3_600_000;

/** Sessions in memory, kept by the hash of their token: who reads the store cannot take one over. */
export function createSessions({ now = Date.now } = {}) {
  const sessions = new Map();
  const keyOf = (token) => createHash('sha256').update(token).digest('base64url');

  return {
    open(email) {
      const token = randomBytes(32).toString('base64url');
      sessions.set(keyOf(token), { email, expiresAt: now() + LIFETIME_MS });
      return token;
    },
    find(token) {
      const session = sessions.get(keyOf(token));
      return session !== undefined && session.expiresAt > now() ? session.email : null;
    },
    close: (token) => sessions.delete(keyOf(token)),
    closeAll(email) {
      for (const [key, session] of sessions) if (session.email === email) sessions.delete(key);
    },
  };
}
