import { PlanError } from '../errors.ts';

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);

/** The errno name of a file system error (`ENOENT`, …); undefined for any other value. */
export function readErrno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a file system error into `read-only` or `io`, naming the path; a PlanError stays as it is. */
export function toIoError(error: unknown, action: string, path: string): PlanError {
  if (error instanceof PlanError) return error;
  const errno = readErrno(error);
  const reason = error instanceof Error ? error.message : String(error);
  const code = errno !== undefined && DENIED.has(errno) ? 'read-only' : 'io';
  return new PlanError(code, `Could not ${action} ${path}: ${reason}.`, {
    data: { path, errno: errno ?? null },
    cause: error,
  });
}
