import { describe, expect, it } from 'vitest';
import { claimRefspecs, parseClaimRef, seenClaimRef, sharedClaimRefs } from '../../src/core/claim-refs.ts';

const TASK = 'cart-bbbbbb';

describe('claim refs', () => {
  it('of a remote are noted so that their place can be told again, whatever the remote is called', () => {
    for (const remote of ['origin', 'team/fork', 'claims', 'heads/x']) {
      for (const ref of sharedClaimRefs(TASK)) {
        const noted = seenClaimRef({ remote, ref });
        expect(parseClaimRef(noted.replace('refs/orchestrator/', ''))).toEqual({
          kind: 'seen',
          task: TASK,
          place: { remote, ref },
        });
      }
    }
  });

  it('are noted where a fetch puts them', () => {
    const targets = claimRefspecs('origin').map((refspec) => refspec.slice(1).split(':'));
    const fetched = sharedClaimRefs(TASK).map((ref) => {
      const [from = '', to = ''] =
        targets.find(([pattern = '']) => ref.startsWith(pattern.slice(0, -1))) ?? [];
      return to.replace('*', ref.slice(from.length - 1));
    });
    expect(fetched).toEqual(sharedClaimRefs(TASK).map((ref) => seenClaimRef({ remote: 'origin', ref })));
  });

  it.each(['claims/Not a task', 'claims/a/b', 'remotes/origin/cart-bbbbbb', 'other/cart-bbbbbb', 'ended/..'])(
    'are not seen in %s',
    (rest) => {
      expect(parseClaimRef(rest)).toBeNull();
    },
  );
});
