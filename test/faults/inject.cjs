'use strict';
// Loaded into a process before the program (`node --require`): counts each call that changes something under
// FAULT_ROOT, or that starts a process, and at one moment of that count kills the process or lets the call fail.
// Calls that only read are left out: a process killed at one leaves what the write before it left.
const fs = require('node:fs');
const path = require('node:path');
const childProcess = require('node:child_process');

const { FAULT_ROOT, FAULT_KIND, FAULT_AT, FAULT_LOG } = process.env;
const target = Number(FAULT_AT);
const append = fs.appendFileSync;
let count = 0;

/** Counts a moment; kills this process, or its whole group, when it is the one. */
function passMoment(name) {
  if (FAULT_KIND === 'error') return;
  count += 1;
  if (FAULT_KIND === 'count') append(FAULT_LOG, `${name}\n`);
  else if (count === target)
    process.kill(FAULT_KIND === 'kill-group' ? -process.pid : process.pid, 'SIGKILL');
}

/** Counts a call that may fail, and throws when it is the one. */
function passCall(name, errno) {
  if (FAULT_KIND !== 'error') return false;
  count += 1;
  return count === target && { name, errno };
}

function failure({ name, errno }) {
  const error = new Error(`${errno}: injected, ${name}`);
  return Object.assign(error, { code: errno, syscall: name, errno: -1 });
}

const descriptors = new Set();

function isInside(file) {
  if (typeof file === 'number') return descriptors.has(file);
  const absolute = path.resolve(String(file));
  return absolute === FAULT_ROOT || absolute.startsWith(FAULT_ROOT + path.sep);
}

function wrap(owner, name, isWatched, act) {
  const original = owner[name];
  owner[name] = function (...args) {
    if (!isWatched(args)) return original.apply(this, args);
    const label = `${name} ${args
      .filter((arg) => typeof arg === 'string')
      .slice(0, 2)
      .join(' ')
      .slice(0, 160)}`;
    const failed = passCall(label, process.env.FAULT_ERRNO);
    if (failed) act(failed, args);
    passMoment(`before ${label}`);
    const result = original.apply(this, args);
    passMoment(`after ${label}`);
    return result;
  };
}

const refuse = (failed) => {
  throw failure(failed);
};

for (const name of [
  'renameSync',
  'linkSync',
  'unlinkSync',
  'mkdirSync',
  'rmdirSync',
  'rmSync',
  'fchmodSync',
  'fsyncSync',
]) {
  wrap(fs, name, ([first]) => isInside(first), refuse);
}

// Of many writes in a row the first stands for all.
const begun = new Set();
wrap(fs, 'writeSync', ([file]) => isInside(file) && !begun.has(file) && begun.add(file), refuse);

// A full disk takes the first half.
const writeFile = fs.writeFileSync;
wrap(
  fs,
  'writeFileSync',
  ([file]) => isInside(file),
  (failed, [file, data, options]) => {
    const half = Buffer.from(data).subarray(0, Math.floor(Buffer.byteLength(data) / 2));
    if (process.env.FAULT_ERRNO === 'ENOSPC') writeFile(file, half, options);
    throw failure(failed);
  },
);

const open = fs.openSync;
wrap(fs, 'openSync', ([file, flags]) => isInside(file) && isForWriting(flags), refuse);
const counted = fs.openSync;
fs.openSync = (...args) => {
  const descriptor = (isForWriting(args[1]) ? counted : open).apply(fs, args);
  begun.delete(descriptor);
  if (isInside(args[0])) descriptors.add(descriptor);
  else descriptors.delete(descriptor);
  return descriptor;
};

function isForWriting(flags) {
  if (typeof flags === 'number') return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
  return /[wa+]/.test(flags ?? 'r');
}

const spawn = childProcess.spawn;
childProcess.spawn = function (command, args, options) {
  const label = `${command} ${(args ?? []).join(' ').slice(0, 160)}`;
  const failed = passCall(label, process.env.FAULT_ERRNO);
  if (failed) return spawn.call(this, path.join(FAULT_ROOT, 'no such program'), args, options);
  passMoment(`before ${label}`);
  const child = spawn.call(this, command, args, options);
  passMoment(`during ${label}`);
  child.prependListener('exit', () => passMoment(`after ${label}`));
  return child;
};
