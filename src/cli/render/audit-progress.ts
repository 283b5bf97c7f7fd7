/** Shorter histories are read before anybody could read this. */
const SHOWN_FROM = 5_000;

export interface Progress {
  readonly show: (commits: number) => void;
  /** Takes the line away again. */
  readonly clear: () => void;
}

/** One line on standard error that counts commits, when that is a terminal and somebody has to wait. */
export function createAuditProgress(isWanted: boolean): Progress {
  let isShown = false;
  const isVisible = isWanted && process.stderr.isTTY === true;
  return {
    show(commits) {
      if (!isVisible || commits < SHOWN_FROM) return;
      isShown = true;
      process.stderr.write(`\r${commits.toLocaleString('en-US')} commits read`);
    },
    clear() {
      if (isShown) process.stderr.write('\r\u001b[K');
    },
  };
}
