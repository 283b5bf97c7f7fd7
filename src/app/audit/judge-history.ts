/**
 * Judges all records against one reading of the history. What was read is kept: with the same tip and
 * records the last answer stands, and a newer tip costs only the commits since. Otherwise a quick reading
 * of the commits that somebody named comes first, and one of every commit when it leaves anything open.
 */
import {
  type AuditRecord,
  type Evidence,
  type EvidenceCommit,
  type EvidenceTip,
  NO_CLOSER_LOOK,
} from '../../core/audit/evidence.ts';
import { isSettled } from '../../core/audit/is-settled.ts';
import { judgeAll } from '../../core/audit/judge-all.ts';
import type { AuditedTask } from '../../core/audit/link.ts';
import type { AuditCache, AuditHistory, AuditingPorts } from '../ports.ts';

/** Parts of the cache. */
interface CachedKey {
  readonly tip: string;
  readonly boundary: readonly string[];
  /** Each record as JSON, in order. */
  readonly records: readonly string[];
}

interface Reading {
  readonly history: AuditHistory;
  readonly key: CachedKey;
  readonly records: readonly AuditRecord[];
  readonly onProgress: (commits: number) => void;
}

type View = Omit<Evidence, 'commits' | 'closer'>;

export async function judgeHistory(
  ports: AuditingPorts,
  records: readonly AuditRecord[],
  onProgress: (commits: number) => void,
): Promise<readonly AuditedTask[]> {
  const tip = ports.git.readHead().oid;
  if (tip === null || records.length === 0) return judgeAll(records, emptyEvidence(tip ?? ''));
  const { history, cache } = await ports.openAudit();
  const key = { tip, boundary: history.readBoundary(), records: records.map((one) => JSON.stringify(one)) };
  const reading = { history, key, records, onProgress };
  const cached = openCached(cache);
  if (cached !== null && isSame(cached.key, key)) {
    const tasks = cached.read('tasks') as readonly AuditedTask[] | null;
    if (tasks !== null) return tasks;
  }
  const { tasks, ...evidence } = await readAndJudge(reading, cached);
  cache.save({ key, tasks, evidence });
  return tasks;
}

export interface NewRecords {
  readonly tip: string;
  /** A commit that the tip contains and that has none of the records. */
  readonly after: string | null;
  readonly records: readonly AuditRecord[];
}

/**
 * Judges records that came into a history after one of its commits: the commits since are read first, and the rest of
 * the history only when they leave something open. Neither reads nor writes the cache, which is about HEAD.
 */
export async function judgeNewRecords(
  history: AuditHistory,
  { tip, after, records }: NewRecords,
): Promise<readonly AuditedTask[]> {
  if (records.length === 0) return [];
  const key = { tip, boundary: history.readBoundary(), records: [] };
  const reading = { history, key, records, onProgress: () => undefined };
  const view = await readView(reading);
  const judged =
    (after === null ? null : await readQuickly(reading, view, after)) ??
    (await readQuickly(reading, view)) ??
    (await readWhole(reading, view));
  return judged.tasks;
}

interface Cached {
  readonly key: CachedKey;
  read(part: string): unknown;
}

function openCached(cache: AuditCache): Cached | null {
  const parts = cache.open();
  const key = (parts?.read('key') ?? null) as CachedKey | null;
  return parts === null || key === null ? null : { key, read: parts.read };
}

function isSame(a: CachedKey, b: CachedKey): boolean {
  return a.tip === b.tip && isEqual(a.boundary, b.boundary) && isEqual(a.records, b.records);
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}

interface Judged {
  readonly commits: readonly EvidenceCommit[];
  /** Whether every commit was looked into. */
  readonly isWhole: boolean;
  readonly tasks: readonly AuditedTask[];
}

async function readAndJudge(reading: Reading, cached: Cached | null): Promise<Judged> {
  const view = await readView(reading);
  return (
    (await continueReading(reading, cached, view)) ??
    (await readQuickly(reading, view)) ??
    (await readWhole(reading, view))
  );
}

async function readView({ history, key, records }: Reading): Promise<View> {
  const tip = await history.readTip(key.tip, records);
  const limit = key.boundary.length > 0 ? 'shallow' : (await history.isPartial()) ? 'partial' : null;
  return { tip, limit };
}

/** Null when what was read before does not help: other history, or a record that begins further back. */
async function continueReading(reading: Reading, cached: Cached | null, view: View): Promise<Judged | null> {
  const { history, key, records, onProgress } = reading;
  if (cached === null || !isEqual(cached.key.boundary, key.boundary)) return null;
  if (!(await history.contains(key.tip, cached.key.tip))) return null;
  const before = cached.read('evidence') as Omit<Judged, 'tasks'> | null;
  if (before === null) return null;
  const range = { tip: key.tip, after: cached.key.tip, isWhole: true };
  const newer = await history.readCommits({ ...range, records, onProgress });
  const known = new Set(cached.key.records);
  const added = records.filter((_, at) => !known.has(key.records[at] ?? ''));
  if (!isSettled(added, records, { ...view, commits: newer })) return null;
  const evidence = { ...view, commits: [...newer, ...before.commits] };
  if (!before.isWhole && !isSettled(records, records, evidence)) return null;
  const tasks = await judgeClosely(reading, evidence);
  return { commits: evidence.commits, isWhole: before.isWhole, tasks };
}

/** Null when the commits that are named leave anything open. */
async function readQuickly(
  reading: Reading,
  view: View,
  after: string | null = null,
): Promise<Judged | null> {
  const { history, key, records, onProgress } = reading;
  const range = { tip: key.tip, after, isWhole: false };
  const commits = await history.readCommits({ ...range, records, onProgress });
  const evidence = { ...view, commits };
  if (!isSettled(records, records, evidence)) return null;
  return { commits, isWhole: false, tasks: await judgeClosely(reading, evidence) };
}

async function readWhole(reading: Reading, view: View): Promise<Judged> {
  const { history, key, records, onProgress } = reading;
  const range = { tip: key.tip, after: null, isWhole: true };
  const commits = await history.readCommits({ ...range, records, onProgress });
  return { commits, isWhole: true, tasks: await judgeClosely(reading, { ...view, commits }) };
}

/** Judges, and looks closer at the records that are left open. */
async function judgeClosely(
  { history, key, records }: Reading,
  evidence: Omit<Evidence, 'closer'>,
): Promise<readonly AuditedTask[]> {
  const tasks = judgeAll(records, { ...evidence, closer: NO_CLOSER_LOOK });
  const open = new Set(tasks.filter(isOpen).map(({ id }) => id));
  if (open.size === 0) return tasks;
  const here = new Set(evidence.commits.map(({ oid }) => oid));
  const doubtful = records.filter(({ id }) => open.has(id));
  const gone = doubtful.flatMap(({ commits }) => commits.filter((oid) => !here.has(oid)));
  const closer = await history.lookCloser(key.tip, doubtful, [...new Set(gone)]);
  return judgeAll(records, { ...evidence, closer });
}

/** Whether more could be known: a link is not found, or it is not clear which commit took whose place. */
function isOpen({ links }: AuditedTask): boolean {
  const commits = links.filter(({ kind }) => kind === 'commit').length;
  return links.some(
    ({ kind, verdict }) =>
      verdict === 'lost' ||
      verdict === 'unverified' ||
      (kind === 'commit' && commits > 1 && (verdict === 'rewritten' || verdict === 'squashed')),
  );
}

function emptyEvidence(oid: string): Evidence {
  const tip: EvidenceTip = { oid, held: new Map(), pathsOf: new Map() };
  return { commits: [], tip, limit: null, closer: NO_CLOSER_LOOK };
}
