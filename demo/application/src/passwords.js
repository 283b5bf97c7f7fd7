import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);

/** One of the parameter sets of the OWASP Password Storage Cheat Sheet: 16 MiB of memory, five passes. */
const COST = { N: 2 ** 14, r: 8, p: 5 };
const HASH_BYTES = 32;

/** Gives `salt.hash`; the salt is new each time, so equal passwords have different hashes. */
export async function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
}

/** Compares in constant time. */
export async function verifyPassword(password, stored) {
  const [salt, hash] = stored.split('.').map((part) => Buffer.from(part, 'base64url'));
  return timingSafeEqual(await derive(password, salt, HASH_BYTES, COST), hash);
}
