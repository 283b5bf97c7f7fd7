/**
 * The hooks that `orc init --hooks` lays down: POSIX sh, run by whatever shell a system has. Each first runs the
 * hook that was there before, as if nothing stood in between: a shell script is sourced, so that `$0` is the
 * name that it knows. Only the word `refuse` stops a commit, never an exit status: a program that
 * crashes, or another one called `orc`, says everything else.
 */
import { createHash } from 'node:crypto';
import { CLAIM_REFS } from '../core/claim-refs.ts';

export const HOOK_NAMES = ['pre-commit', 'prepare-commit-msg', 'commit-msg'] as const;
export type OwnHookName = (typeof HOOK_NAMES)[number];

/** Where the hook that was there before is kept: beside ours, under its name with this at the end. */
export const KEPT_SUFFIX = '.orc-chained';

/** Set while a commit of our own is made: it has its lines, and was checked. */
export const OWN_COMMIT_VARIABLE = 'ORCHESTRATOR_OWN_COMMIT';

/** The program that a hook starts when there is no `orc` on PATH. */
export interface HookProgram {
  readonly node: string;
  readonly entry: string;
}

const MARK = /^#!\/bin\/sh\n# git-orchestrator hook ([0-9a-f]{12})\n/;

const RUN_KEPT = `kept=$0${KEPT_SUFFIX}
if [ -x "$kept" ]; then
  IFS= read -r first <"$kept" 2>/dev/null
  case $first in
    '#!'*[/\\ ]sh | '#!'*[/\\ ]sh\\ -* | '#!'*[/\\ ]bash | '#!'*[/\\ ]bash\\ -* | '#!'*[/\\ ]dash | '#!'*[/\\ ]zsh)
      \${first#??} -c '. "$0${KEPT_SUFFIX}"' "$0" "$@" ;;
    *) "$kept" "$@" ;;
  esac || exit $?
fi
[ -z "$${OWN_COMMIT_VARIABLE}" ] || exit 0
`;

/** A message that holds nothing but our lines was left empty in the editor, and git is to take it as empty. */
const EMPTY_MESSAGE = `case $(git stripspace --strip-comments <"$1" | head -n 2) in
  'Plan: '*'
Task: '*) : >"$1" ;;
esac
exit 0
`;

/** When there is nothing to do for us, which git says in a few milliseconds; on any doubt the program says it. */
const UNLESS_IDLE: Readonly<Record<Exclude<OwnHookName, 'commit-msg'>, string>> = {
  'pre-commit': 'git diff --cached --quiet -- .tasks 2>/dev/null && exit 0\n',
  'prepare-commit-msg': `case $2 in merge | squash | commit) exit 0 ;; esac
claim=$(git for-each-ref --count=1 ${CLAIM_REFS}claims/) && [ -z "$claim" ] && exit 0
`,
};

/** The text of one hook. */
export function formatHook(name: OwnHookName, program: HookProgram): string {
  const own = name === 'commit-msg' ? EMPTY_MESSAGE : UNLESS_IDLE[name] + startProgram(name, program);
  const body = `# Laid down by \`orc init --hooks\`, taken away by \`orc init --remove-hooks\`. A hook that was here before
# is $0${KEPT_SUFFIX}: it runs first, and what it says counts.
${RUN_KEPT}${own}`;
  return `#!/bin/sh\n# git-orchestrator hook ${digest(body)}\n${body}`;
}

/** Whether a text is a hook of ours: as we wrote it, edited since, or none. */
export function recogniseHook(text: string): 'ours' | 'edited' | 'foreign' {
  const mark = MARK.exec(text);
  if (mark === null) return 'foreign';
  return digest(text.slice(mark[0].length)) === mark[1] ? 'ours' : 'edited';
}

function startProgram(name: OwnHookName, { node, entry }: HookProgram): string {
  return `node=${quote(node)}
program=${quote(entry)}
run() {
  if command -v orc >/dev/null 2>&1; then orc "$@"
  elif [ -x "$node" ] && [ -f "$program" ]; then "$node" "$program" "$@"
  else echo 'git-orchestrator: orc is not on PATH, so its ${name} hook did nothing; the commit goes on' >&2
  fi
}
verdict=$(run hook ${name} -- "$@" </dev/null)
status=$?
[ "$verdict" != refuse ] || exit 1
[ $status -eq 0 ] || echo 'git-orchestrator: its ${name} hook failed; the commit goes on' >&2
exit 0
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
