/** Plans, tasks and the ready list as resources, for clients that attach them to a conversation. */
import {
  type McpServer,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import { listReady } from '../app/list-ready.ts';
import type { Ports } from '../app/ports.ts';
import { readStatus } from '../app/read-status.ts';
import { showReference } from '../app/show-reference.ts';
import { cleanLine } from '../core/clean-text.ts';
import { PlanError } from '../errors.ts';
import { type Connection, findRepository } from './connection.ts';
import { guardRequest } from './errors.ts';
import { renderShow } from './texts/render-show.ts';
import { boundDocument, MAX_LIST_LENGTH } from './untrusted.ts';

const READY_URI = 'orchestrator://ready';
const MARKDOWN = 'text/markdown';
const JSON_TYPE = 'application/json';

type Kind = 'plan' | 'task';

/** Registers the ready list and one template each for plans and tasks. */
export function registerResources(mcp: McpServer, connection: Connection): void {
  mcp.registerResource(
    'ready',
    READY_URI,
    { description: 'Tasks that can be worked on now, best first.', mimeType: JSON_TYPE },
    () => guardRequest(async () => readReady(await connection.open())),
  );
  for (const kind of ['plan', 'task'] as const) {
    mcp.registerResource(
      kind,
      new ResourceTemplate(`orchestrator://${kind}/{id}`, {
        list: () =>
          guardRequest(async () => {
            const ports = await findRepository(connection);
            return { resources: ports === null ? [] : await listEntries(ports, kind) };
          }),
      }),
      { description: `One ${kind}, with its body.`, mimeType: MARKDOWN },
      (uri) => guardRequest(async () => readResource(await connection.open(), uri.href)),
    );
  }
}

/** What a resource says. Throws `ResourceNotFoundError` for a URI that names none. */
export async function readResource(ports: Ports, uri: string): Promise<ReadResourceResult> {
  if (uri === READY_URI) return readReady(ports);
  const [, kind, id] = /^orchestrator:\/\/(plan|task)\/([^/]+)$/.exec(uri) ?? [];
  if (id === undefined)
    throw new ResourceNotFoundError(uri, `${cleanLine(uri)} is no resource of this server.`);
  return readEntry(ports, kind === 'plan' ? 'plan' : 'task', uri, id);
}

async function readReady(ports: Ports): Promise<ReadResourceResult> {
  const ready = await listReady(ports, { limit: MAX_LIST_LENGTH });
  const text = JSON.stringify(boundDocument({ schema: 1, ...ready }), null, 2);
  return { contents: [{ uri: READY_URI, mimeType: JSON_TYPE, text }] };
}

/** The plans, or the open tasks, that `resources/list` shows; every other one can still be read by its id. */
export async function listEntries(ports: Ports, kind: Kind) {
  const status = await readStatus(ports, {});
  const entries = kind === 'plan' ? status.plans : status.tasks;
  return entries.slice(0, MAX_LIST_LENGTH).map(({ id, title }) => ({
    uri: `orchestrator://${kind}/${encodeURIComponent(id)}`,
    name: cleanLine(id),
    title: cleanLine(title ?? id),
    mimeType: MARKDOWN,
  }));
}

async function readEntry(ports: Ports, kind: Kind, uri: string, id: string): Promise<ReadResourceResult> {
  const shown = await showReference(ports, { reference: decodeId(uri, id) }).catch((error: unknown) => {
    if (!(error instanceof PlanError) || error.code !== 'ref-unknown') throw error;
    throw new ResourceNotFoundError(uri, cleanLine(error.message));
  });
  if (!(kind in shown)) throw new ResourceNotFoundError(uri, `${id} is not a ${kind}.`);
  return { contents: [{ uri, mimeType: MARKDOWN, text: renderShow(shown) }] };
}

function decodeId(uri: string, id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw new ResourceNotFoundError(uri, `${cleanLine(id)} is not a URI-encoded id.`);
  }
}
