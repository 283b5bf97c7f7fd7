import { readSpecialistName } from '../core/specialist-name.ts';
import { PlanError } from '../errors.ts';
import type { Ports, Specialist } from './ports.ts';

/** The name under which a task may ask for a role. Throws `specialist-unknown` for a likely slip. */
export async function requireSpecialistName(ports: Ports, text: string): Promise<string> {
  const known = await listSpecialistNames(ports);
  const read = readSpecialistName(text, known);
  if ('name' in read) return read.name;
  throw new PlanError('specialist-unknown', `There is no specialist named "${text}".`, {
    hints: [
      ...(read.guess === null ? [] : [`Did you mean "${read.guess}"?`]),
      `Known are ${known.join(', ')}; a new one is a file .orchestrator/specialists/<name>.md.`,
    ],
    data: { specialist: text, known },
  });
}

export async function listSpecialistNames(ports: Ports): Promise<string[]> {
  return (await ports.settings.listSpecialists()).map((role) => role.name);
}

/** The role of that name; for a name that nobody has described, the generic role, which then says so. */
export async function findRole(ports: Ports, name: string): Promise<Specialist> {
  const found = await ports.settings.findSpecialist(name);
  if (found !== null) return found;
  const generic = await ports.settings.findSpecialist('generic');
  if (generic === null) throw new PlanError('config-invalid', 'The built-in generic role is missing.');
  return {
    ...generic,
    name,
    description: `Nobody has described the role "${name}" here: the generic one stands in.`,
  };
}
