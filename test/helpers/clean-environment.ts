/**
 * The environment without what could make a run differ from another person's: git's settings, our own, colours.
 * In `changes`, undefined takes a variable away.
 */
export function cleanEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:GIT_|ORCHESTRATOR_|NO_COLOR$|FORCE_COLOR$|COLUMNS$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    TZ: 'UTC',
    ...changes,
  };
}
