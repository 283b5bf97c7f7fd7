/** The command line as a process for the tests, from the sources. */
import { main } from '../../src/cli/main.ts';

await main(process.argv);
