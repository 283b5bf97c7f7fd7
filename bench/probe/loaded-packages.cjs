'use strict';
// Preloaded into the measured process: writes what it loads that is neither Node's nor a file, one name a
// line, to BENCH_PROBE when it ends.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const names = new Set();
const load = Module._load;
Module._load = function (request, ...rest) {
  if (!Module.isBuiltin(request) && !request.startsWith('.') && !path.isAbsolute(request)) names.add(request);
  return load.call(this, request, ...rest);
};
process.once('exit', () => fs.writeFileSync(process.env.BENCH_PROBE, [...names].join('\n')));
