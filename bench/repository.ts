import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFolder } from './clean-up.ts';
import { type Generated, type GenerateOptions, generateTasks, listFiles } from './generate.ts';
import { runProcess } from './processes.ts';

export interface BenchRepository {
  /** Absolute path. */
  readonly root: string;
  readonly generated: Generated;
  git(...args: string[]): string;
  /** Writes a file, with the folders above it. */
  write(path: string, text: string): void;
}

/** Settings that keep git from doing something else at a moment of its own choice. */
const QUIET = [
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['commit.gpgSign', 'false'],
  ['user.name', 'Ada'],
  ['user.email', 'ada@example.org'],
];

/** Creates a repository that holds the generated tasks in one commit; it is removed at the end. */
export function createRepository(options: GenerateOptions): BenchRepository {
  const repository = createGitFolder(createFolder(), generateTasks(options));
  for (const [path, text] of listFiles(repository.generated)) repository.write(path, text);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=plan: everything');
  return repository;
}

/** Makes a repository of an empty folder: on `main`, with an identity, nothing committed. */
export function createGitFolder(root: string, generated: Generated): BenchRepository {
  const repository = openRepository(root, generated);
  repository.git('init', '--quiet', '--initial-branch=main');
  for (const [name = '', value = ''] of QUIET) repository.git('config', name, value);
  return repository;
}

function openRepository(root: string, generated: Generated): BenchRepository {
  return {
    root,
    generated,
    git: (...args) => runProcess('git', args, { cwd: root }),
    write(path, text) {
      const absolute = join(root, path);
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, text);
    },
  };
}
