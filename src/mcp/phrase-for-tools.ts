/**
 * Hints name commands (`orc reopen <task> --reason …`). An agent that speaks MCP may have no shell, so
 * the commands that are tools are named as tools; the others are left as they are.
 */
interface ToolOfCommand {
  readonly tool: string;
  /** What the command's first argument is called there. */
  readonly argument?: string;
  readonly action?: string;
}

const TOOL_OF_COMMAND: ReadonlyMap<string, ToolOfCommand> = new Map([
  ['session', { tool: 'orchestrator_initialize_session' }],
  ['plan', { tool: 'orchestrator_plan_task' }],
  ['execute', { tool: 'orchestrator_execute_subtask', argument: 'task_id' }],
  ['complete', { tool: 'orchestrator_complete_subtask', argument: 'task_id' }],
  ['synthesize', { tool: 'orchestrator_synthesize_results', argument: 'parent_task_id' }],
  ['status', { tool: 'orchestrator_get_status', argument: 'plan_id' }],
  ['next', { tool: 'orchestrator_get_status' }],
  ['ready', { tool: 'orchestrator_get_status' }],
  ['list', { tool: 'orchestrator_query_tasks' }],
  ['show', { tool: 'orchestrator_query_tasks', argument: 'task_id' }],
  ['update', { tool: 'orchestrator_update_task', argument: 'task_id' }],
  ['cancel', { tool: 'orchestrator_update_task', argument: 'task_id', action: 'cancel' }],
  ['reopen', { tool: 'orchestrator_update_task', argument: 'task_id', action: 'reopen' }],
  ['release', { tool: 'orchestrator_update_task', argument: 'task_id', action: 'release' }],
]);

const PARAMETER_OF_OPTION: ReadonlyMap<string, string> = new Map([
  ['`-C <dir>`', '`working_directory` of `orchestrator_initialize_session`'],
  ['`--partial`', '`partial`'],
]);

/** Replaces `orc <command> …` between backticks by the tool that does the same. */
export function phraseForTools(text: string): string {
  return text
    .replace(/`-[^`\n]+`/g, (option) => PARAMETER_OF_OPTION.get(option) ?? option)
    .replace(/`orc ([a-z]+)(?: ([a-z0-9-]+))?[^`\n]*`/g, (whole, command: string, value?: string) => {
      const equivalent = TOOL_OF_COMMAND.get(command);
      return equivalent === undefined ? whole : nameTool(equivalent, value);
    });
}

function nameTool({ tool, argument, action }: ToolOfCommand, value: string | undefined): string {
  const given = argument === undefined || value === undefined ? [] : [`${argument}: ${value}`];
  if (action !== undefined) given.push(`action: ${action}`);
  return given.length === 0 ? `\`${tool}\`` : `\`${tool}\` (${given.join(', ')})`;
}
