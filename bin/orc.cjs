#!/usr/bin/env node
'use strict';
// Starts the bundle. V8's compiled form of it is kept beside it, so that a short command does not spend its
// time compiling; a cache that does not fit this Node is thrown away and made again, and one that cannot
// be written is done without.
const fs = require('node:fs');
const path = require('node:path');

const COMMANDS = new Set([
  'add',
  'complete',
  'diff',
  'execute',
  'hook',
  'lint',
  'list',
  'next',
  'plan',
  'ready',
  'review',
  'show',
  'status',
  'update',
]);

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else if (process.argv[2] === 'merge-driver' && process.argv.length === 8) {
  start(path.join(__dirname, '..', 'dist', 'merge-driver.cjs'));
} else {
  start(path.join(__dirname, '..', 'dist', 'orc.cjs'));
}

function start(bundle) {
  const vm = require('node:vm');
  const { createRequire } = require('node:module');
  let source;
  try {
    // The bundle is plain ASCII, which is read faster when nobody looks for longer characters.
    source = fs.readFileSync(bundle, 'latin1');
  } catch {
    process.stderr.write(
      'error: a file of dist/ is missing; run `npm run build` in the folder of git-orchestrator\n',
    );
    process.exitCode = 255;
    return;
  }
  const cache = bundle.replace(
    /cjs$/,
    `${nameCommand(process.argv)}-${process.version}-${process.arch}.cache`,
  );
  let cachedData;
  try {
    // A cache older than the bundle belongs to another build.
    if (fs.statSync(cache).mtimeMs >= fs.statSync(bundle).mtimeMs) cachedData = fs.readFileSync(cache);
  } catch {}
  const wrapper = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(wrapper, {
    filename: bundle,
    cachedData,
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, path.dirname(bundle));
  const finished = module.exports.main(process.argv);
  if (cachedData === undefined || script.cachedDataRejected) {
    finished.then(() => keepCache(cache, script.createCachedData())).catch(() => {});
  }
}

/** Each command has a cache of its own: V8 keeps the functions that have run. */
function nameCommand(argv) {
  return argv.find((word) => COMMANDS.has(word)) ?? 'any';
}

function keepCache(cache, data) {
  const temporary = `${cache}.${process.pid}`;
  fs.writeFileSync(temporary, data, { flag: 'wx' });
  fs.renameSync(temporary, cache);
}
