import { createAccountRoutes } from './accounts.js';
import { createManagementRoutes } from './management.js';
import { createSessions } from './sessions.js';
import { createUsers } from './users.js';

/** All routes over one set of users and sessions. */
export function createRoutes() {
  const stores = { users: createUsers(), sessions: createSessions() };
  return { ...createAccountRoutes(stores), ...createManagementRoutes(stores) };
}
