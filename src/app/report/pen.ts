import { cleanLine } from '../../core/clean-text.ts';
import { codeSpan, escapeMarkdown, shorten } from '../../core/markdown.ts';

/** How text from files is written into a report: each place where a report goes has its own dangers. */
export interface Pen {
  readonly value: (text: string) => string;
  /** A sentence that may quote a file. */
  readonly sentence: (text: string) => string;
}

const MAX_VALUE = 120;
const MAX_SENTENCE = 400;

/** For terminals: without control characters. */
export const PLAIN_PEN: Pen = {
  value: (text) => shorten(cleanLine(text), MAX_VALUE),
  sentence: (text) => cleanLine(text),
};

/** For Markdown that others render. */
export const MARKDOWN_PEN: Pen = {
  value: (text) => codeSpan(text, MAX_VALUE),
  sentence: (text) => escapeMarkdown(shorten(cleanLine(text), MAX_SENTENCE)),
};
