import { requireUser } from './accounts.js';
import { Refusal } from './refusal.js';

/** Routes for administrators only; whoever is removed or gets another role is signed out everywhere. */
export function createManagementRoutes({ users, sessions }) {
  const forAdministrators = (handle) => async (request) => {
    const { role } = requireUser({ users, sessions }, request);
    if (role !== 'administrator') throw new Refusal(403, 'only administrators may do this');
    return handle(request);
  };

  return {
    'GET /users': forAdministrators(() => ({ status: 200, body: users.list() })),
    'PATCH /users/:email': forAdministrators(({ parameters, body }) => {
      users.setRole(parameters.email, body.role);
      sessions.closeAll(parameters.email);
      return { status: 204 };
    }),
    'DELETE /users/:email': forAdministrators(({ parameters }) => {
      users.remove(parameters.email);
      sessions.closeAll(parameters.email);
      return { status: 204 };
    }),
  };
}
