/** Every failure of a call in one form: the error document of the command line, without a stack trace. */
import { type CallToolResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { cleanLine } from '../core/clean-text.ts';
import { PlanError } from '../errors.ts';
import { phraseForTools } from './phrase-for-tools.ts';
import { boundDocument } from './untrusted.ts';

/** The same error as a PlanError; anything unforeseen is a defect of ours, and only its message is shown. */
export function asPlanError(error: unknown): PlanError {
  if (error instanceof PlanError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PlanError('internal', message, { cause: error });
}

/** The `error` member of an answer, with commands phrased as tools. */
function describeError(error: unknown): Record<string, unknown> {
  const { data, message, hints, ...rest } = asPlanError(error).toJSON();
  return boundDocument({
    ...rest,
    message: phraseForTools(message),
    hints: hints.map(phraseForTools),
    ...(Object.keys(data).length === 0 ? {} : { data }),
  });
}

/** A failed tool call. The structured content fits the tool's output schema, which some clients check even here. */
export function renderToolError(error: unknown): CallToolResult {
  const document = describeError(error);
  return {
    isError: true,
    content: [{ type: 'text', text: JSON.stringify(document, null, 2) }],
    structuredContent: { schema: 1, kind: 'error', error: document },
  };
}

/** Does what a request other than a tool call asks for; it fails by a protocol error with the document as data. */
export async function guardRequest<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const document = describeError(error);
    throw new ProtocolError(ProtocolErrorCode.InternalError, cleanLine(String(document.message)), document);
  }
}
