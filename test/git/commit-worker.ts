/** A process of its own that commits files: `<root> <name> <count>`; see commit-parallel.test.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitPaths } from '../../src/git/commit-paths.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';

const [root = '', name = '', count = '0'] = process.argv.slice(2);
const location = locateRepository(root);
for (let at = 0; at < Number(count); at++) {
  const path = `${name}-${at}.md`;
  writeFileSync(join(root, path), `${name} ${at}\n`);
  const outcome = await commitPaths(
    location,
    { paths: [path], message: { subject: path, trailers: [] } },
    { giveUpMs: 50_000 },
  );
  if (!outcome.committed) throw new Error(`${path} was not committed: ${outcome.detail}`);
}
