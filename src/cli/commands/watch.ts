import type { Command } from 'commander';
import type { WatchEvent } from '../../app/watch/derive-event.ts';
import { cleanText } from '../../core/clean-text.ts';
import type { Edge } from '../edge.ts';
import { print } from '../print.ts';
import { renderWatch } from '../render/watch.ts';

export function registerWatch(program: Command, edge: Edge): void {
  program
    .command('watch')
    .description('Print changes of state, claims and problems as they happen, until interrupted')
    .action(async () => {
      const { watchProject } = await import('../../app/watch-project.ts');
      const ports = await edge.open();
      const { json, quiet } = edge.globals();
      let isFirst = true;
      const onEvent = (event: WatchEvent) => {
        if (json) print(`${JSON.stringify({ schema: 1, ...event })}\n`);
        else if (!quiet) print(renderWatch(event, edge.style(), isFirst));
        isFirst = false;
      };
      const onWarning = (message: string) => process.stderr.write(`warning: ${cleanText(message)}\n`);
      const end = waitForEnd();
      const watch = await watchProject(ports, { onEvent, onWarning, onEnd: end.fail });
      await end.reached.finally(() => watch.close());
    });
}

/** Ends well on an interrupt; a reader that closes the pipe ends the process where output is written. */
function waitForEnd(): { readonly reached: Promise<void>; readonly fail: (error: Error) => void } {
  let fail: (error: Error) => void = () => undefined;
  const reached = new Promise<void>((resolve, reject) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    fail = reject;
  });
  return { reached, fail };
}
