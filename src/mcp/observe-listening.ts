/**
 * `subscriptions/listen` of revision 2026-07-28 is answered by the SDK before any server of ours sees it, so
 * it is noticed where it comes in. It is handed on when the subscription is in force: a client that has been
 * told so misses nothing.
 */
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import type { Interest, Subscriptions } from './subscriptions.ts';

/** Has the subscriptions follow what comes in over a transport; call it when the transport is being served. */
export function observeListening(transport: Transport, subscriptions: Subscriptions): void {
  const deliver = transport.onmessage;
  transport.onmessage = (message, extra) => {
    const request = readListenRequest(message);
    if (request === null) {
      const ended = readCancelled(message);
      if (ended !== null) void subscriptions.remove(keyOf(ended));
      deliver?.(message, extra);
    } else {
      void subscriptions.add(keyOf(request.id), request.interest).then(() => deliver?.(message, extra));
    }
  };
}

type RequestId = string | number;

/** Unlike any URI, so that it cannot meet one. */
function keyOf(id: RequestId): string {
  return `listen ${typeof id} ${id}`;
}

/** Null also for a request of the wrong form: the SDK refuses it. */
function readListenRequest(message: JSONRPCMessage): { id: RequestId; interest: Interest } | null {
  if (!('method' in message && 'id' in message) || message.method !== 'subscriptions/listen') return null;
  const wanted = message.params?.notifications;
  if (typeof wanted !== 'object' || wanted === null) return null;
  const { resourceSubscriptions = [], resourcesListChanged = false } = wanted as {
    resourceSubscriptions?: unknown;
    resourcesListChanged?: unknown;
  };
  const uris = Array.isArray(resourceSubscriptions) ? resourceSubscriptions : [];
  return {
    id: message.id,
    interest: {
      uris: uris.filter((uri) => typeof uri === 'string'),
      list: resourcesListChanged === true,
    },
  };
}

function readCancelled(message: JSONRPCMessage): RequestId | null {
  if (!('method' in message) || message.method !== 'notifications/cancelled') return null;
  const id = message.params?.requestId;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
