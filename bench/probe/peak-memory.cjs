'use strict';
// Preloaded into the measured process: writes its peak memory in bytes to BENCH_PROBE when it ends.
// Linux carries ru_maxrss over from the parent through fork and exec, which here would be the benchmark's
// own memory; the high-water mark in /proc belongs to the process alone.
const fs = require('node:fs');

process.once('exit', () => fs.writeFileSync(process.env.BENCH_PROBE, String(readPeakKilobytes() * 1024)));

function readPeakKilobytes() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);
}
