import type { ChangeProbe } from '../../app/ports.ts';
import { deriveTask } from '../../core/derive-task.ts';
import { deriveReadyOrder } from '../../core/graph/derive-ready-order.ts';
import { createFacts } from '../../core/graph/graph-facts.ts';
import type { TaskTable } from '../../core/task-table.ts';
import type { ObjectFormat } from '../blob-oid.ts';
import { readPlanFile } from '../read-plan-file.ts';
import { decodeRecord, type IndexData, identityOf, loadIndex } from './index-file.ts';
import { askEarly, readMark, skipUntouched, vouch } from './probe-files.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { saveIndex } from './save-index.ts';
import { surveyFiles } from './survey-files.ts';

export interface IndexPlace {
  /** Absolute root of the work tree. */
  readonly root: string;
  /** Absolute path of the index file; it lies in the git directory of the work tree. */
  readonly indexPath: string;
  readonly objectFormat: ObjectFormat;
  readonly probe: ChangeProbe | null;
}

/**
 * What the files say now, as fast as the index allows: only files that may have changed are read. The
 * answer is the same with a damaged index, an old one, or none.
 */
export async function readTable(place: IndexPlace): Promise<TaskTable> {
  const { root, objectFormat, indexPath, probe } = place;
  const question = askEarly(probe, indexPath);
  const mark = readMark(probe);
  const identity = identityOf(objectFormat);
  const old = loadIndex(indexPath, identity);
  const isTouched = skipUntouched(old, mark, await question);
  const current = refresh(place, old, isTouched) ?? refresh(place, null);
  if (current === null) throw new Error('an index cannot be made of the files alone');
  const next = current === old ? await enrich(place, current, mark) : current;
  if (next !== old) saveIndex(indexPath, next, identity);
  return tableOf(root, objectFormat, next);
}

/** While nothing changes, what makes the next question faster is worked out once, and kept. */
async function enrich({ probe }: IndexPlace, index: IndexData, mark: string | null): Promise<IndexData> {
  const vouched = (await vouch(probe, index, mark)) ?? index;
  if (index.facts !== null || index.graph.size < MANY_TASKS) return vouched;
  const facts = createFacts(index.graph);
  const readyHead = Int32Array.from(deriveReadyOrder(facts, { limit: READY_KEPT }));
  const { states, chain, dependents } = facts;
  return { ...vouched, facts: { states, chain, dependents, readyHead } };
}

const MANY_TASKS = 500;
/** More than anybody looks at. */
const READY_KEPT = 1000;

/** The same index when it is current, a new one otherwise; null when the old one turns out to be damaged. */
function refresh(
  { root, objectFormat }: IndexPlace,
  old: IndexData | null,
  isTouched?: (row: number, path: string) => boolean,
): IndexData | null {
  const survey = surveyFiles(root, old, isTouched);
  if (survey.isCurrent) return old;
  const read = survey.fresh.map((entry) => readPlanFile(root, objectFormat, entry));
  try {
    return rebuildIndex(old, survey, read);
  } catch (error) {
    if (old === null) throw error;
    return null;
  }
}

function tableOf(root: string, objectFormat: ObjectFormat, index: IndexData): TaskTable {
  const { graph, meta, records } = index;
  const taskCount = records.start.length - 1;
  const broken = meta.unreadable.filter(({ kind }) => kind === 'task');
  const pathAt = (node: number): string => {
    if (node >= taskCount) return broken[node - taskCount]?.path ?? '';
    return `.tasks/${graph.plans[graph.planOf[node] ?? 0]?.id}/${graph.ids[node]}.md`;
  };
  return {
    graph,
    plans: meta.plans,
    unreadable: meta.unreadable,
    problems: meta.problems,
    knownFacts: index.facts,
    pathAt,
    taskAt(node) {
      if (node >= taskCount) return null;
      const id = graph.ids[node] ?? '';
      const planId = graph.plans[graph.planOf[node] ?? 0]?.id ?? '';
      const path = pathAt(node);
      const record = decodeRecord(records, node);
      if (record === null) {
        return readPlanFile(root, objectFormat, { kind: 'task', planId, id, path }).task ?? null;
      }
      const { written, revision } = record;
      return deriveTask({ ...written, id }, { planId, path, revision });
    },
  };
}
