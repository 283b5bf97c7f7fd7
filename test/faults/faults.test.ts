/**
 * Kills commands and lets their calls fail, at some of all moments; `npm run faults` takes all of them. Whenever
 * it comes, the files are old or new, what a person works on stays as it is, and running the command again ends well.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { examine, prepareExamination } from './examine.ts';
import { listFaults, pickSome } from './list-faults.ts';
import { createSubjects, SUBJECT_NAMES, type Subject } from './subjects.ts';

/** Per command, of some hundred. */
const SAMPLES = 8;
let subjects: readonly Subject[] = [];

beforeAll(async () => {
  subjects = await createSubjects(inject('orcEntry'));
});
afterAll(() => subjects[0]?.stage.cleanup());

describe('a command that is interrupted', () => {
  it.each(SUBJECT_NAMES)(
    '%s: leaves what was or what is to be, and ends well when run again',
    async (name) => {
      const subject = subjects.find((candidate) => candidate.name === name);
      if (subject === undefined) throw new Error(`there is no subject ${name}`);
      const examination = await prepareExamination(inject('orcEntry'), subject);
      const faults = pickSome(listFaults(examination), SAMPLES);
      let hits = 0;
      for (const fault of faults) {
        const { complaints, isHit } = await examine(examination.expected, fault);
        expect({ fault, complaints }).toEqual({ fault, complaints: [] });
        if (isHit) hits += 1;
      }
      // Some calls may fail without harm: the index is a cache.
      expect(hits).toBeGreaterThan(SAMPLES / 4);
    },
  );
});
