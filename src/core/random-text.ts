/** Text in Crockford's base32 (https://www.crockford.com/base32.html): no i, l, o or u to misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The six-character suffix of an id, from at least six random bytes. */
export function formatSuffix(random: Uint8Array): string {
  return Array.from(random.subarray(0, 6), symbol).join('');
}

/**
 * A ULID (https://github.com/ulid/spec): 48 bits of time in milliseconds, then 80 random bits, from 16 random
 * bytes; upper case.
 */
export function formatUlid(timeMs: number, random: Uint8Array): string {
  let time = '';
  for (let rest = timeMs, place = 0; place < 10; place += 1, rest = Math.floor(rest / 32)) {
    time = symbol(rest % 32) + time;
  }
  return (time + Array.from(random.subarray(0, 16), symbol).join('')).toUpperCase();
}

function symbol(value: number): string {
  return ALPHABET.charAt(value & 31);
}
