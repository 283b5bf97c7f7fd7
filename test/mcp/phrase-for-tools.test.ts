import { expect, it } from 'vitest';
import { ERRORS } from '../../src/errors.ts';
import { phraseForTools } from '../../src/mcp/phrase-for-tools.ts';

it.each([
  ['`orc next` names one.', '`orchestrator_get_status` names one.'],
  ['Claim it with `orc execute <task>`.', 'Claim it with `orchestrator_execute_subtask`.'],
  ['`orc reopen <task> --reason …`', '`orchestrator_update_task` (action: reopen)'],
  ['`orc execute pay-8xw2mn --take-over`', '`orchestrator_execute_subtask` (task_id: pay-8xw2mn)'],
  ['`orc cancel pay-8xw2mn`', '`orchestrator_update_task` (task_id: pay-8xw2mn, action: cancel)'],
  ['`orc list --state ready`', '`orchestrator_query_tasks`'],
  ['`orc sync` commits it', '`orc sync` commits it'],
  ['with `-C <dir>`.', 'with `working_directory` of `orchestrator_initialize_session`.'],
  ['with `--set name=value`', 'with `--set name=value`'],
  ['`git log`', '`git log`'],
  ['orc next', 'orc next'],
])('phrases %j as %j', (text, expected) => {
  expect(phraseForTools(text)).toBe(expected);
});

it('leaves no command in the hints of the error table that is a tool', () => {
  const hints = Object.values(ERRORS).map(({ hint }) => phraseForTools(hint));
  expect(hints.join('\n')).not.toMatch(/`orc (execute|complete|next|list|status|reopen|update)\b/);
});
