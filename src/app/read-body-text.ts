import { isFault, splitFile } from '../format/split-file.ts';
import type { Ports } from './ports.ts';

/** The Markdown below the front matter; the whole text when the front matter has no clear end. */
export function readBodyText(ports: Ports, path: string): string {
  const { text } = ports.files.read(path);
  const split = splitFile(text);
  return isFault(split) ? text : text.slice(split.bodyStart);
}
