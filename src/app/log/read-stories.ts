import type { FileVersion, PlanFileChange, PlanHistory } from '../ports.ts';
import { describeFile, type FileStory, isSameFile } from './describe-file.ts';
import { type FilePlace, findPlace, type ReadVersion, readVersion } from './read-version.ts';
import type { Scope } from './scope.ts';

/** What a change of a file says about the scope; reads no contents of other files. */
export async function readStories(
  history: PlanHistory,
  scope: Scope,
  { before, after }: PlanFileChange,
): Promise<readonly FileStory[]> {
  const isWanted = [...before, after].some((version) => {
    const place = placeOf(version);
    return place !== null && scope.includes(place);
  });
  if (!isWanted) return [];
  const old: (ReadVersion | null)[] = [];
  for (const version of before) old.push(await read(history, version));
  const now = await read(history, after);
  for (const former of old) {
    if (now !== null && former !== null && isSameFile(former, now)) scope.follow(now, former);
  }
  return describeFile(old, now).filter(
    ({ version, former }) => scope.includes(version) || (former !== null && scope.includes(former)),
  );
}

function placeOf(version: FileVersion | null): FilePlace | null {
  return version === null ? null : findPlace(version.path);
}

async function read(history: PlanHistory, version: FileVersion | null): Promise<ReadVersion | null> {
  const place = placeOf(version);
  return version === null || place === null ? null : readVersion(history, version, place);
}
