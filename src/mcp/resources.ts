/** Plans, tasks and the ready list as resources, for clients that attach them to a conversation. */
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { listReady } from '../app/list-ready.ts';
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
    () => guardRequest(() => readReady(connection)),
  );
  for (const kind of ['plan', 'task'] as const) {
    mcp.registerResource(
      kind,
      new ResourceTemplate(`orchestrator://${kind}/{id}`, {
        list: () => guardRequest(async () => ({ resources: await listEntries(connection, kind) })),
      }),
      { description: `One ${kind}, with its body.`, mimeType: MARKDOWN },
      (uri, { id }) => guardRequest(() => readEntry(connection, kind, uri.href, String(id))),
    );
  }
}

async function readReady(connection: Connection) {
  const ready = await listReady(await connection.open(), { limit: MAX_LIST_LENGTH });
  const text = JSON.stringify(boundDocument({ schema: 1, ...ready }), null, 2);
  return { contents: [{ uri: READY_URI, mimeType: JSON_TYPE, text }] };
}

/** The plans, or the open tasks, that `resources/list` shows; every other one can still be read by its id. */
async function listEntries(connection: Connection, kind: Kind) {
  const ports = await findRepository(connection);
  if (ports === null) return [];
  const status = await readStatus(ports, {});
  const entries = kind === 'plan' ? status.plans : status.tasks;
  return entries.slice(0, MAX_LIST_LENGTH).map(({ id, title }) => ({
    uri: `orchestrator://${kind}/${encodeURIComponent(id)}`,
    name: cleanLine(id),
    title: cleanLine(title ?? id),
    mimeType: MARKDOWN,
  }));
}

async function readEntry(connection: Connection, kind: Kind, uri: string, id: string) {
  const ports = await connection.open();
  const shown = await showReference(ports, { reference: decodeURIComponent(id) }).catch((error: unknown) => {
    if (!(error instanceof PlanError) || error.code !== 'ref-unknown') throw error;
    throw new ResourceNotFoundError(uri, cleanLine(error.message));
  });
  if (!(kind in shown)) throw new ResourceNotFoundError(uri, `${id} is not a ${kind}.`);
  return { contents: [{ uri, mimeType: MARKDOWN, text: renderShow(shown) }] };
}
