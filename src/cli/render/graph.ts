import type { GraphAnswer } from '../../app/answers.ts';
import { renderGraphDot } from './graph-dot.ts';
import { renderGraphMermaid } from './graph-mermaid.ts';
import { type GraphTextOptions, renderGraphText } from './graph-text.ts';
import type { Style } from './style.ts';

type Reporter = (answer: GraphAnswer, style: Style, options: GraphTextOptions) => string;

/** Every form of the graph; each a function of the answer alone. */
export const GRAPH_REPORTERS = {
  text: renderGraphText,
  mermaid: (answer, _style, options) => renderGraphMermaid(answer, options),
  dot: renderGraphDot,
  json: (answer) => `${JSON.stringify({ schema: 1, ...answer })}\n`,
} as const satisfies Record<string, Reporter>;

export type GraphFormat = keyof typeof GRAPH_REPORTERS;

export const GRAPH_FORMATS = Object.keys(GRAPH_REPORTERS) as readonly GraphFormat[];
