import { describe, expect, test } from 'vitest';
import { parsePlanFile } from '../../src/format/parse-file.ts';
import { corpus, ID, OID, parse, places, taskText } from './fixtures.ts';

describe('a readable file', () => {
  test('gives the known fields as they are written, without defaults', () => {
    expect(parse(corpus.get('canonical.txt') ?? '')).toMatchObject({
      written: {
        id: ID,
        title: 'Hash passwords with argon2id',
        status: 'pending',
        specialist: 'implementer',
        priority: 'high',
        depends_on: ['design-user-schema-k3f9q2'],
        complexity: 'moderate',
        effort: '3h',
        files: ['src/auth/**'],
      },
      problems: [],
    });
  });

  test('may be written by hand in any YAML style, with unknown fields', () => {
    const { written, problems } = parse(corpus.get('by-hand.txt') ?? '');
    expect(problems).toEqual([]);
    expect(written).toEqual({
      id: ID,
      title: "Ada's page",
      status: 'in_progress',
      depends_on: ['design-user-schema-k3f9q2', 'wire-login-0c4d7e'],
      files: ['src/**', 'test/**'],
    });
  });

  test('gives artifacts in their three forms', () => {
    const { written } = parse(corpus.get('completed.txt') ?? '');
    expect(written?.artifacts).toEqual([
      { path: 'docs/auth/', tree: '9b0c1d2e3f4a5b6c7d8e1f0c9d2a5b7e4c3d8f6a' },
      { path: 'src/auth/hash.ts', blob: '4c3d8f6a9b0c1d2e3f4a5b6c7d8e1f0c9d2a5b7e' },
      { path: 'src/auth/md5.ts', deleted: true },
    ]);
  });

  test('keeps text that YAML would retype', () => {
    const { written } = parse(taskText('source: 0123\neffort: 1e3\ncompleted_by: 2024-01-01\nreason: yes'));
    expect(written).toMatchObject({
      source: '0123',
      effort: '1e3',
      completed_by: '2024-01-01',
      reason: 'yes',
    });
  });

  test.each(['', ' ~', ' null', ' ""', ' []'])(
    'counts an optional field without a value as absent:%s',
    (value) => {
      expect(parse(taskText(`depends_on:${value}`)).written).toEqual({ id: ID, title: 'Hash passwords' });
    },
  );

  test('takes ids in depends_on as they are written', () => {
    const { written } = parse(taskText('depends_on: [Design_User, 0042]'));
    expect(written?.depends_on).toEqual(['Design_User', '0042']);
  });

  test('gives the body byte for byte', () => {
    const body = '\r\n  text \n\n---\nstatus: completed\n';
    expect(parse(taskText('', body)).body).toBe(body);
  });

  test.each(['\r\n', '\n'])('may have a byte order mark and %j line ends', (eol) => {
    const text = `\uFEFF${taskText('depends_on:\n  - a').replaceAll('\n', eol)}`;
    expect(parse(text)).toMatchObject({
      written: { title: 'Hash passwords', depends_on: ['a'] },
      problems: [],
    });
  });

  test('may end with the closing line', () => {
    expect(parse(taskText().trimEnd())).toMatchObject({ written: { id: ID }, body: '' });
  });

  test('never takes a key for a prototype', () => {
    const { written } = parse(taskText('__proto__: {status: failed}\nconstructor: x'));
    expect(written).toEqual({ id: ID, title: 'Hash passwords' });
    expect(written?.status).toBeUndefined();
  });

  test('tells where a field and an item of it stand', () => {
    const { locateField } = parse(taskText('depends_on:\n  - a\n  - b'));
    expect(locateField('depends_on', 1)).toEqual({ line: 6, column: 5 });
    expect(locateField('title')).toEqual({ line: 3, column: 8 });
  });
});

describe('a file with an error is unreadable and says where', () => {
  test.each([
    ['an empty file', '', ['no-front-matter 1:1']],
    ['zero bytes of a torn write', '\0'.repeat(64), ['no-front-matter 1:1']],
    ['another language', '---js\nid: x\n---\n', ['no-front-matter 1:1']],
    ['a first line with a space', '--- \nid: x\n---\n', ['no-front-matter 1:1']],
    ['a missing closing line', '---\nid: x\n', ['unclosed-front-matter 1:1']],
    ['a closing line with text', '---\nid: x\n---foo\n', ['unclosed-front-matter 1:1']],
    ['a conflict', corpus.get('conflicted.txt'), ['conflict-markers 4:1']],
    [
      'a conflict over the whole file',
      `<<<<<<< a\n${taskText()}=======\n>>>>>>> b\n`,
      ['conflict-markers 1:1'],
    ],
    ['a conflict in the body', taskText('', 'x\n<<<<<<< a\n=======\n>>>>>>> b\n'), ['conflict-markers 6:1']],
    ['a leftover marker', taskText('>>>>>>> topic'), ['conflict-markers 4:1']],
    ['a duplicate key', taskText('status: pending\nstatus: failed'), ['duplicate-key 5:1']],
    ['broken YAML', taskText('reason: "open'), ['bad-yaml 5:1']],
    ['a second document', taskText('... x'), ['bad-yaml 4:1']],
    ['a scalar for a list', taskText('depends_on: X'), ['wrong-type 4:13']],
    ['a list for a scalar', taskText('status: [a]'), ['wrong-type 4:9']],
    ['an empty item', taskText('depends_on:\n  -\n  - a'), ['wrong-type 5:4']],
    ['an unknown status', taskText('status: Done'), ['unknown-value 4:9']],
    ['an unknown priority', taskText('priority: P1'), ['unknown-value 4:11']],
    ['a title of two lines', '---\nid: hash-passwords-8xw2mn\ntitle: "a\\nb"\n---\n', ['line-break 3:8']],
    ['another id', '---\nid: hash-passwords-000000\ntitle: x\n---\n', ['id-mismatch 2:5']],
    ['a bad id', '---\nid: Hash_Passwords\ntitle: x\n---\n', ['bad-id 2:5']],
    ['no id', '---\ntitle: x\n---\n', ['missing-id 2:1']],
    ['no title', `---\nid: ${ID}\n---\n`, ['missing-title 2:1']],
    ['an empty front matter', '---\n---\n', ['missing-id 2:1', 'missing-title 2:1']],
    ['a day that does not exist', taskText('started_at: 2026-02-31T00:00:00Z'), ['bad-timestamp 4:13']],
    ['a short oid', taskText('commits: [1f0c9d2]'), ['bad-oid 4:11']],
    ['an alias', taskText('source: &a x\nreason: *a'), ['yaml-alias 4:12', 'yaml-alias 5:9']],
    ['a tag', taskText('effort: !!int 3'), ['yaml-tag 4:15']],
    ['a lone carriage return', taskText('source: a\rb'), ['control-character 4:10']],
    ['a directive', taskText('%YAML 1.1'), ['bad-yaml 4:1']],
  ])('%s', (_name, text, expected) => {
    const parsed = parse(text ?? '');
    expect(places(parsed)).toEqual(expected);
    expect(parsed.written).toBeNull();
  });

  test('every complaint at once, in one file', () => {
    const parsed = parse(taskText('status: done\npriority: urgent\ndepends_on: x\neffort: long'));
    expect(places(parsed)).toEqual([
      'unknown-value 4:9',
      'unknown-value 5:11',
      'wrong-type 6:13',
      'unclear-effort 7:9',
    ]);
  });

  test.each([
    ['status: done', 'completed'],
    ['status: In Progress', 'in_progress'],
    ['status: compleeted', 'completed'],
    ['priority: urgent', 'critical'],
  ])('suggests what is probably meant by %s', (line, meant) => {
    expect(parse(taskText(line)).problems[0]?.message).toContain(`Did you mean "${meant}"?`);
  });

  test('bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('---\ntitle: x'), 0xe4, 0x0a]);
    expect(places(parse(bytes))).toEqual(['invalid-utf8 2:9']);
  });

  test.each([
    ['/etc/passwd', 'blob', OID],
    ['../x', 'blob', OID],
    ['a/.GIT/config', 'blob', OID],
    ['a\\b', 'blob', OID],
    ['a.ts', 'blob', '1f0c9d2'],
    ['a.ts', 'tree', OID],
    ['a/', 'blob', OID],
    ['a.ts', 'deleted', 'false'],
    ['a.ts', 'sha', OID],
  ])('an artifact %s with %s: %s', (path, key, value) => {
    const parsed = parse(taskText(`artifacts:\n  - path: ${path}\n    ${key}: ${value}`));
    expect(places(parsed)).toEqual(['bad-artifact 5:5']);
  });

  test('more than 500 artifacts', () => {
    const items = Array.from({ length: 501 }, (_, index) => `  - path: f${index}\n    deleted: true`);
    expect(places(parse(taskText(`artifacts:\n${items.join('\n')}`)))).toEqual(['too-many-artifacts 5:3']);
  });
});

describe('limits hold before any parsing', () => {
  test.each([
    ['a file over 1 MiB', taskText('', 'x'.repeat(1024 * 1024)), 'file-too-large'],
    ['front matter over 256 KiB', taskText(`x: ${'y'.repeat(256 * 1024)}`), 'front-matter-too-large'],
    ['front matter over 2,000 lines', taskText('# x\n'.repeat(2000)), 'front-matter-too-large'],
    ['flow nesting', taskText(`x: ${'['.repeat(2000)}`), 'front-matter-too-large'],
    ['nested maps on a line', taskText(`x: ${'{a: '.repeat(200)}`), 'front-matter-too-large'],
    ['nested dashes', taskText(`x:\n  ${'- '.repeat(200)}a`), 'front-matter-too-large'],
    [
      'nested indentation',
      Array.from({ length: 40 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      'front-matter-too-large',
    ],
    [
      'a list of 4,001 items between brackets',
      taskText(`x: [${'a,'.repeat(4001)}]`),
      'front-matter-too-large',
    ],
    ['anchors between brackets', taskText(`x: ${'&a ['.repeat(200)}`), 'front-matter-too-large'],
  ])('%s', (name, text, code) => {
    const source = name === 'nested indentation' ? `---\n${text}\n---\n` : text;
    expect(parse(source).problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('4,000 items between brackets, and any number of commas elsewhere, are read', () => {
    const text = taskText(`x: [${'a,'.repeat(4000)}]\ny: 'a${', b'.repeat(5000)}'`);
    expect(parse(text).problems).toEqual([]);
  });

  test('32 levels are read', () => {
    const text = taskText(`x: ${'['.repeat(31)}${']'.repeat(31)}`);
    expect(parse(text).problems).toEqual([]);
  });
});

describe('warnings leave a file readable', () => {
  test.each([
    ['status: blocked', 'missing-reason 4:9'],
    ['effort: soon', 'unclear-effort 4:9'],
    ['dependencies: [a]', 'unknown-field 4:1'],
    ['prioritiy: high', 'unknown-field 4:1'],
    ['depends_on: [a, a]', 'duplicate-item 4:17'],
    ['files: [/etc/**]', 'bad-glob 4:9'],
  ])('%s', (line, expected) => {
    const parsed = parse(taskText(line));
    expect(places(parsed)).toEqual([expected]);
    expect(parsed.written).not.toBeNull();
  });

  test('a field of the user’s own is no slip', () => {
    expect(parse(taskText('labels: [a]\nowner: b\nmilestone: c')).problems).toEqual([]);
  });
});

describe('a plan file', () => {
  test('has its own fields', () => {
    const bytes = new TextEncoder().encode(corpus.get('plan.txt'));
    expect(parsePlanFile({ bytes, path: `.tasks/${ID}/plan.md`, id: ID })).toMatchObject({
      written: {
        complexity: 'complex',
        context: 'Node 20, no native add-ons.\n\nTables are in docs/schema.md.',
        parent: 'design-user-schema-k3f9q2',
        cancelled: false,
      },
      problems: [],
    });
  });

  test('takes true and false only without quotes', () => {
    const bytes = new TextEncoder().encode(taskText('cancelled: "yes"'));
    expect(places(parsePlanFile({ bytes, path: 'plan.md', id: ID }))).toEqual(['wrong-type 4:12']);
  });
});
