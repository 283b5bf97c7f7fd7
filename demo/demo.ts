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
  squash(stage);
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

function askGit({ chapter, say, orc, run, requireId }: Stage): void {
  chapter('And git alone tells the story');
  run('git', ['log', '--graph', '--format=%h %s%n%w(0,2,2)%(trailers:only)'], {
    contains: `Task: ${requireId('sign-in-over-http')}`,
  });
  say('Every commit of one task:');
  const passwords = `^Task: ${requireId('hash-passwords')}$`;
  run('git', ['log', '-E', `--grep=${passwords}`, '--format=%h %s'], {
    contains: 'Hash passwords with salted scrypt',
  });
  say('And what each of them changed in it:');
  orc(['log', 'hash-passwords'], { contains: 'pending → completed' });
}

function squash({ chapter, say, orc, run }: Stage): void {
  chapter('Years later: is the work that was recorded still here?');
  orc(['audit'], { contains: '9 completions: 9 exact' });
  say('Somebody merges all of it as one commit, with nothing but a title:');
  const first = run('git', ['log', '--reverse', '--format=%h', '--max-parents=0']);
  run('git', ['switch', '--quiet', '--create', 'release', first]);
  run('git', ['merge', '--quiet', '--squash', 'main']);
  run('git', ['commit', '--quiet', '--message', 'Web application (#1)']);
  run('git', ['log', '--format=%h %s'], { contains: 'Web application (#1)' });
  say(
    'The recorded commits are not in this history, and no message names a task. The work is found by content:',
  );
  orc(['audit'], { contains: '9 completions: 9 squashed', lines: 10 });
  orc(['log', 'hash-passwords'], { contains: 'Web application (#1)' });
  say(
    'The records learn where it is now. One of them names no commit: Ben had work and record in the same one.',
  );
  orc(['audit', '--relink'], { contains: '9 completions: 8 exact, 1 squashed' });
  run('git', ['switch', '--quiet', 'main']);
}

try {
  main();
} catch (error) {
  process.stderr.write(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
