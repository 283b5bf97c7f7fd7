import type { RangeRequest } from '../ports.ts';

/**
 * Reads `base`, `base..head` and `base...head` as `git diff` does: two dots and a base alone compare directly, three
 * dots and no base at all begin where the two parted, and an end that is left out beside dots is HEAD.
 */
export function parseRange(text: string | undefined): RangeRequest {
  if (text === undefined) return { base: null, head: null, fromMergeBase: true };
  const [, base = '', dots, head = ''] = /^(.*?)(\.\.\.?)(.*)$/s.exec(text) ?? [];
  if (dots === undefined) return { base: text, head: null, fromMergeBase: false };
  return { base: base || 'HEAD', head: head || 'HEAD', fromMergeBase: dots === '...' };
}
