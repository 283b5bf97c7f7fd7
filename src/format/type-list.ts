/** Gives list fields their types: ids, globs and oids as text, artifacts in their three forms. */
import { type FieldSpec, MAX_ARTIFACTS } from '../core/fields.ts';
import type { Artifact } from '../core/task.ts';
import { type Complaint, complainOfType, type Typed } from './field-complaint.ts';
import { isNull, type RawList, type RawMap, type RawValue } from './raw-value.ts';

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Types the value of a list field. */
export function typeList(field: FieldSpec, value: RawValue): Typed {
  if (value.kind !== 'list') return complainOfType(field, 'a list', value);
  if (field.type === 'artifacts') return typeArtifacts(value);
  const texts: string[] = [];
  const complaints: Complaint[] = [];
  for (const item of value.items) {
    if (item.kind !== 'scalar' || isNull(item) || item.text === '') {
      const message = `"${field.name}" takes a list of single values, and one item is empty or a collection.`;
      complaints.push({ code: 'wrong-type', offset: item.start, message });
      continue;
    }
    const complaint = checkItem(field, item.text, item.start);
    if (complaint !== null) complaints.push(complaint);
    texts.push(item.text);
  }
  return { value: texts, complaints: [...complaints, ...findDuplicates(field, value)] };
}

function checkItem(field: FieldSpec, text: string, offset: number): Complaint | null {
  if (field.type === 'oids' && !OID.test(text)) {
    return { code: 'bad-oid', offset, message: `"${text}" is not a full oid of 40 or 64 hex digits.` };
  }
  if (field.type === 'globs' && (/^(?:\/|[A-Za-z]:)/.test(text) || text.split('/').includes('..'))) {
    return { code: 'bad-glob', offset, message: `The glob "${text}" leads outside the work tree.` };
  }
  return null;
}

function findDuplicates(field: FieldSpec, list: RawList): Complaint[] {
  const seen = new Set<string>();
  const complaints: Complaint[] = [];
  for (const item of list.items) {
    if (item.kind !== 'scalar') continue;
    if (seen.has(item.text)) {
      const message = `"${field.name}" names "${item.text}" twice.`;
      complaints.push({ code: 'duplicate-item', offset: item.start, message });
    }
    seen.add(item.text);
  }
  return complaints;
}

function typeArtifacts(list: RawList): Typed {
  const complaints: Complaint[] = [];
  const artifacts: Artifact[] = [];
  if (list.items.length > MAX_ARTIFACTS) {
    const message = `The file records ${list.items.length} artifacts; ${MAX_ARTIFACTS} is the most.`;
    complaints.push({ code: 'too-many-artifacts', offset: list.start, message });
  }
  for (const item of list.items) {
    const artifact = item.kind === 'map' ? typeArtifact(item) : null;
    if (artifact !== null) artifacts.push(artifact);
    else complaints.push(complainOfArtifact(item));
  }
  return { value: artifacts, complaints };
}

function complainOfArtifact(item: RawValue): Complaint {
  const message =
    'An artifact is a relative `path` with `blob: <oid>` or `deleted: true`, or `path: dir/` with `tree: <oid>`.';
  return { code: 'bad-artifact', offset: item.start, message };
}

function typeArtifact(item: RawMap): Artifact | null {
  const texts = new Map<string, string>();
  for (const { key, value } of item.entries) {
    if (value.kind !== 'scalar') return null;
    texts.set(key, value.text);
  }
  const path = texts.get('path');
  if (texts.size !== 2 || path === undefined || !isSafePath(path)) return null;
  const blob = texts.get('blob');
  const tree = texts.get('tree');
  if (blob !== undefined && OID.test(blob) && !path.endsWith('/')) return { path, blob };
  if (tree !== undefined && OID.test(tree) && path.endsWith('/')) return { path, tree };
  return texts.get('deleted') === 'true' ? { path, deleted: true } : null;
}

/** A first check of form; whoever opens the path checks it against the file system as well. */
function isSafePath(path: string): boolean {
  // A name may hold a line break: it is written in quotes, and shown without control characters.
  if (/[\0\\]/.test(path)) return false;
  const segments = path.replace(/\/$/, '').split('/');
  return segments.every(
    (segment) => segment !== '' && !/^\.{1,2}$/.test(segment) && !/^\.git$/i.test(segment),
  );
}
