/** SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. */
import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import type { LintAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { Problem } from '../../core/problem.ts';
import { RULES, type Rule } from '../../core/rules.ts';

const CODES: readonly string[] = Object.keys(RULES);

/** One run with every rule and one result a problem. */
export function renderLintAsSarif({ problems }: LintAnswer): string {
  const fingerprint = createFingerprinter();
  const rules = Object.entries(RULES).map(([code, rule]) => describeRule(code, rule));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'orc lint', semanticVersion: packageJson.version, rules } },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => describeResult(problem, fingerprint(problem))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(code: string, { severity, summary, explanation, hint }: Rule) {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    help: { text: `${explanation}\n\n${hint}` },
    defaultConfiguration: { level: severity },
  };
}

function describeResult({ code, severity, path, line, column, message, hint }: Problem, fingerprint: string) {
  const ruleIndex = CODES.indexOf(code);
  return {
    ruleId: code,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: severity,
    message: { text: `${cleanLine(message)} ${cleanLine(hint)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(path), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { 'problem/v1': fingerprint },
  };
}

/** A relative URI reference: https://www.rfc-editor.org/rfc/rfc3986#section-4.2. */
function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Names a problem by what it is and not by its line, which moves; the same one again gets a number. */
function createFingerprinter(): (problem: Problem) => string {
  const seen = new Map<string, number>();
  return ({ code, path, message }) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([code, path, message]))
      .digest('hex')
      .slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
