import { type Budget, judge, type Measured, type Result, type Unit } from './result.ts';

const HEADINGS = ['', 'median', 'ratio', 'budget', 'verdict', 'beside it'] as const;

/** Lays the results out as a table for people. */
export function formatTable(results: readonly Result[]): string {
  const rows = [HEADINGS, ...results.map(formatRow)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return `${rows.map((row) => formatCells(row, widths)).join('\n')}\n`;
}

/** One sentence about the whole. */
export function formatSummary(results: readonly Result[]): string {
  const count = (wanted: string) => results.filter((result) => judge(result) === wanted).length;
  const missing = count('not measured');
  const parts = [`${count('ok')} within budget`, `${count('OVER')} over`];
  if (missing > 0) parts.push(`${missing} NOT MEASURED`);
  return `${parts.join(', ')}.\n`;
}

function formatRow(result: Result): readonly string[] {
  if ('notMeasured' in result) return [result.label, '', '', '', 'NOT MEASURED', result.notMeasured];
  const { label, value, unit, budget } = result;
  const verdict = judge(result);
  return [
    label,
    formatValue(value, unit),
    formatRatio(result),
    budget === null ? '' : formatBudget(budget, unit),
    verdict === 'none' ? '' : verdict,
    formatBeside(result),
  ];
}

function formatBudget({ text, limit }: Budget, unit: Unit): string {
  const value = formatValue(limit, unit);
  return text === undefined ? value : `${text} = ${value}`;
}

function formatRatio({ value, beside = {} }: Measured): string {
  const [first] = Object.entries(beside);
  return first === undefined ? '' : `${(value / first[1]).toFixed(2)} ${first[0]}`;
}

function formatBeside({ beside = {}, note }: Measured): string {
  const parts = Object.entries(beside).map(([letter, ms]) => `${letter} ${formatValue(ms, 'ms')}`);
  return [...parts, ...(note === undefined ? [] : [note])].join(', ');
}

/** The figure with its unit: a decimal where it says something. */
export function formatValue(value: number, unit: Unit): string {
  return `${value.toFixed(unit === 'packages' || value >= 100 ? 0 : 1)} ${unit}`;
}

function formatCells(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}
