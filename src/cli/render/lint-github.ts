/**
 * Workflow commands that GitHub Actions turns into annotations on the lines of a pull request; see
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
import type { LintAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';

/** One command a problem. Corrections made before are in the files, and so not among them. */
export function renderLintForGithub({ problems }: Pick<LintAnswer, 'problems'>): string {
  return problems
    .map(({ severity, path, line, column, code, message, hint }) => {
      const properties = { file: path, line, col: column, title: code };
      const written = Object.entries(properties).map(
        ([name, value]) => `${name}=${escapeProperty(`${value}`)}`,
      );
      return `::${severity} ${written.join(',')}::${escapeData(`${cleanLine(message)} ${cleanLine(hint)}`)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
