import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderSession } from '../render/session.ts';

export function registerSession(program: Command, edge: Edge): void {
  program
    .command('session')
    .description('Where things stand: plans, what you have claimed, what is ready (phase 1)')
    .action(() =>
      edge.answer(async (ports) => {
        const { openSession } = await import('../../app/open-session.ts');
        return openSession(ports);
      }, renderSession),
    );
}
