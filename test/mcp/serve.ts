/** A server process for the tests: `serve.ts <directory>`. */
import { serveMcp } from '../../src/mcp/server.ts';

await serveMcp({ directory: process.argv[2] ?? process.cwd(), actor: 'ada', version: '0.0.0' });
