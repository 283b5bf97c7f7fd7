import { createHash, timingSafeEqual } from 'node:crypto';

export async function hashPassword(password) {
  return createHash('sha256').update(password).digest('base64url');
}

export async function verifyPassword(password, stored) {
  const given = await hashPassword(password);
  return timingSafeEqual(Buffer.from(given), Buffer.from(stored));
}
