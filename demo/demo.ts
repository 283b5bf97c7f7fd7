/**
 * The web application plan from the first question to the synthesis, in a throw-away repository: the real
 * program, real files and real commits. Ada and Ben stand for two people or agents; their work lies in
 * `demo/application/` and is really tested on the way.
 */
import { createStage, type Stage } from './stage.ts';
import { buildSideBySide, designIt, finish, signInOverHttp, workOnBranches } from './work.ts';

const REQUEST = 'Create a web application with authentication and user management';

function main(): void {
  const stage = createStage();
  prepareRepository(stage);
  openSession(stage);
  makePlan(stage);
  designIt(stage);
  buildSideBySide(stage);
  signInOverHttp(stage);
  workOnBranches(stage);
  finish(stage);
  synthesize(stage);
  askGit(stage);
  stage.say(
    `The repository lies in\n  ${stage.root}\nLook around in it, and remove it when you have seen enough.`,
  );
}

function prepareRepository({ chapter, say, run, orc, write }: Stage): void {
  chapter('A repository');
  run('git', ['init', '--quiet', '--initial-branch=main']);
  run('git', ['config', 'user.name', 'Ada']);
  run('git', ['config', 'user.email', 'ada@example.org']);
  write('package.json');
  orc(['init'], { contains: '.orchestrator/config.yaml', lines: 4 });
  run('git', ['add', '--all']);
  run('git', ['commit', '--quiet', '--message', 'Start the web application']);
  say('Ada also has something of her own in the index. Nothing that follows may touch it.');
  write('docs/notes.txt');
  run('git', ['add', 'docs/notes.txt']);
}

function openSession({ chapter, orc }: Stage): void {
  chapter('Phase 1: session. Where do things stand?');
  orc(['session'], { contains: 'none open' });
}

function makePlan({ chapter, say, orc }: Stage): void {
  chapter('Phase 2: plan. One request becomes nine tasks, and one commit');
  orc(['plan', REQUEST, '--subtasks', '../plan.json'], { contains: 'commit ' });
  say('Not everything can be begun now:');
  orc(['execute', 'sign-in'], { exit: 1, contains: 'not-ready' });
}

function synthesize({ chapter, orc, run }: Stage): void {
  chapter('Phase 6: synthesize');
  orc(['synthesize', 'create-a-web'], { contains: 'completed by: Ada, Ben', lines: 32 });
  orc(['status', '--all'], { contains: '9/9' });
  orc(['claims'], { contains: 'Nobody' });
  const left = run('git', ['status', '--short']);
  if (left !== '') throw new Error(`something was left uncommitted:\n${left}`);
}

function askGit({ chapter, say, run, requireId }: Stage): void {
  chapter('And git alone tells the story');
  run('git', ['log', '--graph', '--format=%h %s%n%w(0,2,2)%(trailers:only)'], {
    contains: `Task: ${requireId('sign-in-over-http')}`,
  });
  say('Every commit of one task:');
  const passwords = `^Task: ${requireId('hash-passwords')}$`;
  run('git', ['log', '-E', `--grep=${passwords}`, '--format=%h %s'], {
    contains: 'Hash passwords with salted scrypt',
  });
}

try {
  main();
} catch (error) {
  process.stderr.write(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
