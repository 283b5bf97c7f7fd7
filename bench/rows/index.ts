import { audit } from './audit.ts';
import { cold } from './cold.ts';
import { cycles } from './cycles.ts';
import { installedSize } from './installed-size.ts';
import { lint } from './lint.ts';
import { log } from './log.ts';
import { memory } from './memory.ts';
import { queries } from './queries.ts';
import { review } from './review.ts';
import type { Row } from './row.ts';
import { server } from './server.ts';
import { startUp } from './start-up.ts';
import { version } from './version.ts';
import { watcher } from './watcher.ts';
import { writes } from './writes.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [
  version,
  queries,
  cold,
  writes,
  server,
  watcher,
  lint,
  cycles,
  audit,
  log,
  review,
  installedSize,
  startUp,
  memory,
];
