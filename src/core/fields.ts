/**
 * The fields of task and plan files: the single source for reading, for the order of a new file, for
 * the JSON Schema and for "did you mean". The order of each table is the order of a new file.
 */
import { ARTIFACT_TYPES, COMPLEXITIES, PRIORITIES, STATUSES } from './task.ts';

/**
 * `line`: text without a line break; `text`: any text; `duration`: text that may be a duration;
 * `ids`, `globs`, `oids`: lists of text; `oid`s are full object names in lower-case hex.
 */
type FieldType =
  | 'id'
  | 'line'
  | 'text'
  | 'enum'
  | 'boolean'
  | 'duration'
  | 'timestamp'
  | 'ulid'
  | 'ids'
  | 'globs'
  | 'oids'
  | 'artifacts';

export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  readonly required?: true;
  /** The values of an `enum`. */
  readonly values?: readonly string[];
  /** What absence means, where it means one fixed value. */
  readonly default?: string;
  /** Words that other tools use for a value, in lower case with `_`: a safe correction exists. */
  readonly valueAliases?: Readonly<Record<string, string>>;
  /** Names that other tools use for this field. */
  readonly aliases?: readonly string[];
}

const STATUS_ALIASES = {
  todo: 'pending',
  to_do: 'pending',
  open: 'pending',
  new: 'pending',
  backlog: 'pending',
  doing: 'in_progress',
  wip: 'in_progress',
  active: 'in_progress',
  started: 'in_progress',
  done: 'completed',
  complete: 'completed',
  closed: 'completed',
  finished: 'completed',
  canceled: 'cancelled',
  wontfix: 'cancelled',
  wont_fix: 'cancelled',
  wont_do: 'cancelled',
};

const PRIORITY_ALIASES = {
  urgent: 'critical',
  highest: 'critical',
  normal: 'medium',
  lowest: 'low',
  p0: 'critical',
  p1: 'high',
  p2: 'medium',
  p3: 'low',
  p4: 'low',
};

const COMPLEXITY: FieldSpec = {
  name: 'complexity',
  type: 'enum',
  values: COMPLEXITIES,
  default: 'moderate',
  description: 'How involved the work is; weighs on the critical path where no effort is given.',
  aliases: ['complexity_level'],
};

const REASON: FieldSpec = {
  name: 'reason',
  type: 'text',
  description: 'Why it is blocked, failed or cancelled.',
};

/** The fields of a task file, in the order of a new file. */
export const TASK_FIELDS: readonly FieldSpec[] = [
  { name: 'id', type: 'id', required: true, description: 'The name of the file without `.md`.' },
  { name: 'title', type: 'line', required: true, description: 'What is to be done, on one line.' },
  {
    name: 'status',
    type: 'enum',
    values: STATUSES,
    default: 'pending',
    description: 'Where the work stands; `orc` commands move it.',
    valueAliases: STATUS_ALIASES,
  },
  {
    name: 'specialist',
    type: 'line',
    default: 'generic',
    description: 'The role that does the work: a name in `.orchestrator/specialists/`.',
    aliases: ['specialist_type', 'role'],
  },
  {
    name: 'priority',
    type: 'enum',
    values: PRIORITIES,
    default: 'medium',
    description: 'Orders the ready list before anything else.',
    valueAliases: PRIORITY_ALIASES,
  },
  {
    name: 'depends_on',
    type: 'ids',
    description: 'Ids of tasks, in any plan, that must be completed first.',
    aliases: ['dependencies', 'depends', 'deps', 'dependson'],
  },
  COMPLEXITY,
  {
    name: 'effort',
    type: 'duration',
    description: 'Expected work, such as `30m`, `3h`, `2d` (of 8 h) or `1w` (of 5 d).',
    aliases: ['estimated_effort', 'estimate'],
  },
  {
    name: 'files',
    type: 'globs',
    description: 'Globs of the files that the task expects to touch, relative to the root.',
  },
  REASON,
  { name: 'started_at', type: 'timestamp', description: 'When the task was claimed; set on completion.' },
  { name: 'completed_at', type: 'timestamp', description: 'When the task was completed.' },
  { name: 'completed_by', type: 'line', description: 'Who completed the task.' },
  {
    name: 'completion',
    type: 'ulid',
    description: 'Links the completion to its commits for good; written once.',
  },
  { name: 'commits', type: 'oids', description: 'Full oids of the commits that hold the artifacts.' },
  {
    name: 'artifacts',
    type: 'artifacts',
    description: 'What the completion recorded: files by blob, deleted files, or directories by tree.',
  },
  {
    name: 'artifact_type',
    type: 'enum',
    values: ARTIFACT_TYPES,
    default: 'general',
    description: 'What kind of thing the artifacts are.',
  },
  { name: 'source', type: 'line', description: 'Where an imported task came from.' },
];

/** The fields of a plan file, in the order of a new file. */
export const PLAN_FIELDS: readonly FieldSpec[] = [
  { name: 'id', type: 'id', required: true, description: 'The name of the folder that holds the plan.' },
  { name: 'title', type: 'line', required: true, description: 'What the plan achieves, on one line.' },
  COMPLEXITY,
  { name: 'context', type: 'text', description: 'What whoever works on the plan has to know.' },
  { name: 'parent', type: 'id', description: 'The task that this plan breaks down.' },
  { name: 'cancelled', type: 'boolean', description: 'Whether the plan is given up.' },
  REASON,
];

/** The most artifacts that a completion records. */
export const MAX_ARTIFACTS = 500;

/** Statuses that call for a `reason`. */
export const STATUSES_WITH_REASON: readonly string[] = ['blocked', 'failed', 'cancelled'];

const LIST_TYPES: readonly FieldType[] = ['ids', 'globs', 'oids', 'artifacts'];

/** Whether the field holds a list. */
export function isListField(field: FieldSpec): boolean {
  return LIST_TYPES.includes(field.type);
}

/** Whether the order of the list says nothing, so that the program keeps it sorted. */
export function isSetField(field: FieldSpec): boolean {
  return field.type === 'ids' || field.type === 'globs';
}
