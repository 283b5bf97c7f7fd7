/** The short block that tells an agent how plans are kept here; everything else in AGENTS.md is the user's. */

const BEGIN = '<!-- git-orchestrator:begin -->';
const END = '<!-- git-orchestrator:end -->';

const BLOCK = `${BEGIN}
## Plans and tasks

Plans are Markdown files under \`.tasks/\`, read and written with \`orc\` (\`orc --help\`), or with the MCP tools
\`orchestrator_*\` when they are connected.

1. \`orc session\` shows where things stand; \`orc next\` names the task to do and why.
2. \`orc execute <task>\` claims it and prints the brief. Do the work with your own tools.
3. \`orc complete <task> --summary "…" --artifact <path>\` records it and commits the artifacts, and only these. Use
   \`--next-action needs_revision\` or \`blocked\` when it is not done.
4. \`orc plan "…" --subtasks -\` makes a new plan; \`orc synthesize <plan>\` ends one.

Never set \`status: completed\` by hand. After editing task files run \`orc lint\`.
${END}`;

/** The new text of AGENTS.md: the block replaced where it stands, or added at the end. */
export function updateAgentsFile(text: string | null): string {
  if (text === null || text.trim() === '') return `${BLOCK}\n`;
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin !== -1 && end > begin) return text.slice(0, begin) + BLOCK + text.slice(end + END.length);
  return `${text.trimEnd()}\n\n${BLOCK}\n`;
}
