/** The rules for what people keep under `.orchestrator/`. */
import { SOUND_PLAN } from './example-files.ts';
import type { Rule } from './rules.ts';

function withTemplate(outline: string): Readonly<Record<string, string>> {
  const text = `---\nname: feature\ndescription: A new feature\nvariables:\n  feature:\n---\n\n${outline}\n`;
  return { ...SOUND_PLAN, '.orchestrator/plans/feature.md': text };
}

/** Rules on settings, by code. */
export const SETTINGS_RULES = {
  'config-invalid': {
    severity: 'error',
    summary: 'The configuration or a role cannot be used as it is.',
    explanation:
      'A broken file is never replaced by the built-in one in silence: what the user meant would be lost.',
    hint: 'Correct the place named; `.orchestrator/README.md` describes the files.',
    badFiles: { ...SOUND_PLAN, '.orchestrator/config.yaml': 'commit: sometimes\n' },
    goodFiles: { ...SOUND_PLAN, '.orchestrator/config.yaml': 'commit: manual\n' },
  },
  'template-invalid': {
    severity: 'error',
    summary: 'A plan template cannot be used as it is.',
    explanation: '`orc plan --template` refuses it; better to know before somebody needs it.',
    hint: 'List every `{{variable}}` under `variables`, and write an outline of tasks below.',
    badFiles: withTemplate('- Design {{thing}}'),
    goodFiles: withTemplate('- Design {{feature}}'),
  },
} as const satisfies Record<string, Rule>;
