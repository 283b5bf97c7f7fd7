/** JSON Schema for the front matter of task files, in draft 7, which the YAML language server reads. */
import { type FieldSpec, MAX_ARTIFACTS, TASK_FIELDS } from '../core/fields.ts';

type Schema = Readonly<Record<string, unknown>>;

const ID_PATTERN = '^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-hjkmnp-tv-z]{6}$';
const OID_PATTERN = '^([0-9a-f]{40}|[0-9a-f]{64})$';

/** Derives the schema from the field table. Fields of the user's own are allowed. */
export function deriveTaskSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Front matter of a task file of git-orchestrator',
    type: 'object',
    required: TASK_FIELDS.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(TASK_FIELDS.map((field) => [field.name, deriveFieldSchema(field)])),
    additionalProperties: true,
  };
}

function deriveFieldSchema(field: FieldSpec): Schema {
  const fallback = field.default === undefined ? {} : { default: field.default };
  return { description: field.description, ...deriveTypeSchema(field), ...fallback };
}

function deriveTypeSchema(field: FieldSpec): Schema {
  switch (field.type) {
    case 'id':
      return { type: 'string', pattern: ID_PATTERN };
    case 'enum':
      return { enum: field.values };
    case 'boolean':
      return { type: 'boolean' };
    case 'timestamp':
      return { type: 'string', format: 'date-time' };
    case 'ulid':
      return { type: 'string', pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' };
    case 'ids':
    case 'globs':
      return { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true };
    case 'oids':
      return { type: 'array', items: { type: 'string', pattern: OID_PATTERN } };
    case 'artifacts':
      return { type: 'array', maxItems: MAX_ARTIFACTS, items: ARTIFACT_SCHEMA };
    case 'line':
      return { type: 'string', pattern: '^[^\\r\\n]*$' };
    default:
      return { type: 'string' };
  }
}

const PATH = { type: 'string', minLength: 1 };
const OID = { type: 'string', pattern: OID_PATTERN };

const ARTIFACT_SCHEMA: Schema = {
  type: 'object',
  oneOf: [
    deriveObjectSchema({ path: { ...PATH, pattern: '[^/]$' }, blob: OID }),
    deriveObjectSchema({ path: PATH, deleted: { const: true } }),
    deriveObjectSchema({ path: { ...PATH, pattern: '/$' }, tree: OID }),
  ],
};

function deriveObjectSchema(properties: Schema): Schema {
  return { properties, required: Object.keys(properties), additionalProperties: false };
}
