/** The work on the nine tasks: what Ada and Ben claim, write, test and complete, and what they are refused. */
import type { Stage } from './stage.ts';

/** What is shown of a test run. */
const CHECKS = /^(✔|✖|ℹ (pass|fail))/;

export function designIt({ chapter, say, orc, write }: Stage): void {
  chapter('Phases 3 to 5: execute, do the work, complete');
  orc(['next'], { contains: 'design-data-and-interface' });
  orc(['execute', 'design'], { contains: '## Specialist: architect', lines: 34 });
  say('Ada does the work with her own tools:');
  write('docs/design.md');
  complete(orc, 'design', {
    summary: 'Design users, sessions and the HTTP interface',
    details: 'Scrypt instead of argon2id, because Node brings it along. Each request lists what it refuses.',
    artifacts: ['docs/design.md'],
    options: ['--type', 'design'],
  });
}

export function buildSideBySide(stage: Stage): void {
  const { chapter, say, orc } = stage;
  chapter('Three branches of the plan, side by side');
  orc(['next', '--parallel', '3'], { contains: 'issue-sessions' });
  say('Ada takes the first. Ben, a moment later, wants the same, and takes the second instead:');
  orc(['execute', 'hash-passwords'], { contains: 'implementer', lines: 3 });
  orc(['execute', 'hash-passwords', '--actor', 'Ben'], { exit: 3, contains: 'claimed by Ada' });
  orc(['execute', 'store-users', '--actor', 'Ben'], { lines: 3 });
  orc(['claims'], { contains: 'Ben' });
  hashPasswords(stage);
  storeUsers(stage);
  issueSessions(stage);
}

function hashPasswords({ say, orc, run, write, writeFrom }: Stage): void {
  say('Ada’s first try. Her test finds the mistake:');
  writeFrom('first-try/passwords.js', 'src/passwords.js');
  write('test/passwords.test.js');
  const test = ['--test', '--test-reporter=spec', 'test/passwords.test.js'];
  run('node', test, { exit: 1, only: CHECKS, lines: 4 });
  complete(orc, 'hash-passwords', {
    summary: 'Equal passwords get equal hashes: a plain SHA-256 has no salt',
    artifacts: ['src/passwords.js', 'test/passwords.test.js'],
    options: ['--next-action', 'needs_revision'],
    expected: 'is pending',
  });
  say('The task is ready again, and whoever takes it now reads in the brief what was wrong:');
  orc(['execute', 'hash-passwords'], { contains: 'no salt', only: /claimed by|Needs revision/ });
  write('src/passwords.js');
  run('node', test, { contains: 'fail 0', only: CHECKS });
  complete(orc, 'hash-passwords', {
    summary: 'Hash passwords with salted scrypt',
    artifacts: ['src/passwords.js', 'test/passwords.test.js'],
  });
}

function storeUsers({ say, orc, run, write }: Stage): void {
  say('Meanwhile Ben. He wants one commit for work and record together:');
  write('src/refusal.js', 'src/users.js', 'test/users.test.js');
  run('node', ['--test', '--test-reporter=spec', 'test/users.test.js'], { contains: 'fail 0', only: CHECKS });
  complete(orc, 'store-users', {
    summary: 'Store users with a role, and keep one administrator',
    artifacts: ['src/refusal.js', 'src/users.js', 'test/users.test.js'],
    options: ['--together', '--actor', 'Ben'],
  });
}

function issueSessions({ say, orc, run, write, requireId }: Stage): void {
  orc(['execute', 'issue-sessions'], { lines: 3 });
  say('Ada may as well commit by herself. One line in the message, and the commit is linked:');
  const files = ['src/sessions.js', 'test/sessions.test.js'];
  write(...files);
  run('node', ['--test', '--test-reporter=spec', 'test/sessions.test.js'], {
    contains: 'fail 0',
    only: CHECKS,
  });
  run('git', ['add', '--', ...files]);
  const line = `Task: ${requireId('issue-sessions')}`;
  run('git', [
    'commit',
    '--quiet',
    '--message',
    'Add sessions that expire',
    '--message',
    line,
    '--',
    ...files,
  ]);
  complete(orc, 'issue-sessions', {
    summary: 'Issue sessions that expire and can be revoked',
    artifacts: files,
    expected: 'linked commit',
  });
}

export function signInOverHttp({ chapter, say, orc, run, write }: Stage): void {
  chapter('What waited for all three is ready now');
  orc(['execute', 'sign-in'], { contains: 'salted scrypt', only: /^### Results|^- \*\*|^#### / });
  const files = ['src/server.js', 'src/accounts.js', 'support/client.js', 'test/accounts.test.js'];
  write(...files);
  run('node', ['--test', '--test-reporter=spec', 'test/accounts.test.js'], {
    contains: 'fail 0',
    only: CHECKS,
  });
  complete(orc, 'sign-in', { summary: 'Register, sign in and sign out over HTTP', artifacts: files });
  say('And what Ada had in the index is still there, in none of these commits:');
  run('git', ['status', '--short'], { contains: 'A  docs/notes.txt' });
  run('git', ['commit', '--quiet', '--message', 'Add notes']);
}

export function workOnBranches({ chapter, say, orc, run, write, requireId }: Stage): void {
  chapter('Two tasks on two branches');
  const branch = `task/${requireId('review-security')}`;
  run('git', ['switch', '--quiet', '--create', branch]);
  orc(['execute', 'review', '--actor', 'Ben'], { lines: 3 });
  write('docs/security-review.md');
  complete(orc, 'review', {
    summary: 'Review sign-in: one open finding, there is no rate limit',
    artifacts: ['docs/security-review.md'],
    options: ['--type', 'analysis', '--actor', 'Ben'],
  });
  run('git', ['switch', '--quiet', 'main']);
  orc(['execute', 'manage-users'], { lines: 3 });
  const files = ['src/management.js', 'src/application.js', 'src/main.js'];
  write(...files);
  complete(orc, 'manage-users', { summary: 'Let administrators manage users', artifacts: files });
  say('Ben is done, but not here: his work is on his branch, so what needs it still waits on main.');
  orc(['execute', 'test'], { exit: 1, contains: 'review-security' });
  run('git', ['merge', '--quiet', '--no-ff', '--message', 'Merge the security review', branch]);
  orc(['ready'], { contains: 'test-the-whole-application' });
}

export function finish({ chapter, orc, run, write }: Stage): void {
  chapter('The last two tasks');
  orc(['execute', 'test'], { lines: 3 });
  write('test/application.test.js');
  run('npm', ['test', '--silent'], { contains: 'fail 0', only: CHECKS });
  complete(orc, 'test', {
    summary: 'Test both roles over HTTP',
    artifacts: ['test/application.test.js'],
    options: ['--type', 'test'],
  });
  orc(['execute'], { contains: 'write-the-readme', lines: 3 });
  write('README.md');
  complete(orc, 'write', {
    summary: 'Write the README',
    artifacts: ['README.md'],
    options: ['--type', 'documentation'],
    expected: '9/9 (100 %)',
  });
}

interface Completion {
  readonly summary: string;
  readonly details?: string;
  readonly artifacts: readonly string[];
  readonly options?: readonly string[];
  readonly expected?: string;
}

function complete(orc: Stage['orc'], task: string, completion: Completion): void {
  const { summary, details, artifacts, options = [], expected = 'is completed' } = completion;
  const args = ['complete', task, ...options, '--summary', summary];
  if (details !== undefined) args.push('--details', details);
  orc([...args, ...artifacts.flatMap((path) => ['--artifact', path])], { contains: expected });
}
