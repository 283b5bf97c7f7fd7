/** What the generated tasks are about: enough words for titles that read like a real backlog. */
export const VERBS = [
  'Add',
  'Cache',
  'Document',
  'Encrypt',
  'Extract',
  'Harden',
  'Log',
  'Measure',
  'Migrate',
  'Paginate',
  'Rate-limit',
  'Refactor',
  'Retry',
  'Test',
  'Translate',
  'Validate',
] as const;

export const THINGS = [
  'access tokens',
  'audit entries',
  'avatar uploads',
  'background jobs',
  'contact forms',
  'database connections',
  'e-mail templates',
  'error pages',
  'feature flags',
  'invoice exports',
  'login attempts',
  'password resets',
  'payment webhooks',
  'search results',
  'session cookies',
  'user profiles',
] as const;

export const PLACES = [
  'for administrators',
  'for guests',
  'in the API',
  'in the command line',
  'in the mobile app',
  'in the web client',
  'on the billing page',
  'on the dashboard',
  'on the settings page',
  'under load',
] as const;

export const SENTENCES = [
  'The current behaviour surprises people who come from the previous version.',
  'Keep the public interface as it is; callers outside this repository depend on it.',
  'Start from the failing case that support reported and keep it as a test.',
  'Nothing may be written to disk before every input has been checked.',
  'The slow path matters less than being sure that the answer is right.',
  'Agree on the names with whoever owns the neighbouring module first.',
  'Old records stay readable: no migration may be needed to open them.',
  'Prefer the standard library; a new dependency needs a reason in writing.',
] as const;

export const CRITERIA = [
  'an empty list is answered with an empty page',
  'two requests at the same time do not see half a change',
  'a wrong value is refused with its place and what is allowed',
  'the change is described in the documentation',
  'a request that takes too long is given up with a clear message',
  'nothing secret appears in the log',
] as const;

export const SPECIALISTS = ['architect', 'documenter', 'implementer', 'reviewer', 'tester'] as const;
export const EFFORTS = ['30m', '1h', '2h', '3h', '1d', '2d'] as const;
export const FOLDERS = ['api', 'auth', 'billing', 'cli', 'jobs', 'mail', 'search', 'web'] as const;
export const PEOPLE = ['Ada', 'Ben', 'Chris', 'Dana'] as const;
