import type { Severity } from '../../core/doctor/doctor-rules.ts';
import type { Style } from './style.ts';

/** The word at the beginning of a finding. */
export function renderSeverity(severity: Severity, style: Style): string {
  switch (severity) {
    case 'error':
      return style.red(severity);
    case 'warning':
      return style.yellow(severity);
    case 'note':
      return style.cyan(severity);
  }
}
