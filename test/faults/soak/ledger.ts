/** What was promised to whom during a soak, kept outside of git, and each promise that was seen broken. */

export interface Ledger {
  /** The text of each note that was acknowledged, with the task and the place it was written in. */
  readonly notes: { readonly place: string; readonly task: string; readonly text: string }[];
  /** Who completed what. */
  readonly completed: Map<string, string>;
  readonly complaints: string[];
  /** How often each thing happened. */
  readonly figures: Map<string, number>;
  count(what: string): void;
  /** An agent was told that it holds a task. */
  begin(task: string, agent: string, claim: string): void;
  /** An agent is about to give a task back or to complete it: from now on others may win it. */
  yieldTask(task: string): void;
  /** It still holds it after all. */
  keep(task: string, agent: string): void;
  complete(task: string, agent: string): void;
}

export function createLedger(): Ledger {
  const holders = new Map<string, string>();
  const claims = new Map<string, string>();
  const completed = new Map<string, string>();
  const complaints: string[] = [];
  const figures = new Map<string, number>();
  return {
    notes: [],
    completed,
    complaints,
    figures,
    count: (what) => figures.set(what, (figures.get(what) ?? 0) + 1),
    begin(task, agent, claim) {
      const holder = holders.get(task);
      if (holder !== undefined && holder !== agent)
        complaints.push(`${agent} won ${task}, which ${holder} holds`);
      const winner = claims.get(claim);
      if (winner !== undefined && winner !== agent)
        complaints.push(`${agent} and ${winner} won the claim ${claim}`);
      if (completed.has(task))
        complaints.push(`${agent} won ${task}, which ${completed.get(task)} has completed`);
      holders.set(task, agent);
      claims.set(claim, agent);
    },
    yieldTask: (task) => holders.delete(task),
    keep: (task, agent) => holders.set(task, agent),
    complete(task, agent) {
      const before = completed.get(task);
      if (before !== undefined) complaints.push(`${agent} completed ${task}, as ${before} had`);
      completed.set(task, agent);
    },
  };
}
