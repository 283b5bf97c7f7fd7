import { Refusal } from './refusal.js';

/** Users by e-mail address, in memory. The first one to register is the administrator. */
export function createUsers() {
  const users = new Map();

  function requireUser(email) {
    const user = users.get(email);
    if (user === undefined) throw new Refusal(404, 'there is no such user');
    return user;
  }

  function keepAnAdministrator(user) {
    const others = [...users.values()].filter((other) => other !== user);
    if (others.some(({ role }) => role === 'administrator')) return;
    throw new Refusal(409, 'the last administrator can be neither removed nor demoted');
  }

  return {
    add(email, passwordHash) {
      if (users.has(email)) throw new Refusal(409, 'this e-mail address is taken');
      const user = { email, passwordHash, role: users.size === 0 ? 'administrator' : 'member' };
      users.set(email, user);
      return user;
    },
    find: (email) => users.get(email) ?? null,
    list: () => [...users.values()].map(({ email, role }) => ({ email, role })),
    setRole(email, role) {
      const user = requireUser(email);
      if (role !== 'administrator' && role !== 'member') throw new Refusal(400, 'there is no such role');
      if (role === 'member') keepAnAdministrator(user);
      user.role = role;
    },
    remove(email) {
      keepAnAdministrator(requireUser(email));
      users.delete(email);
    },
  };
}
