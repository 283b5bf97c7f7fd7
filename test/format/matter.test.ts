import { afterEach, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { parseMatter } from '../../src/format/matter.ts';

function refusal(text: string): unknown {
  try {
    return parseMatter(text);
  } catch (error) {
    return error instanceof PlanError
      ? `${error.code}: ${error.data.code} ${error.data.line}:${error.data.column}`
      : error;
  }
}

const global: { hacked?: boolean } = globalThis as { hacked?: boolean };

afterEach(() => {
  delete global.hacked;
});

test('gives fields as text and the content after them', () => {
  const text =
    '---\r\nname: tester\r\nuntil: 2024-01-01\r\nlevel: 0123\r\nnone:\r\nvariables:\r\n  - name: a\r\n---\r\nBody\r\n---\r\n';
  expect(parseMatter(text)).toEqual({
    data: { name: 'tester', until: '2024-01-01', level: '0123', none: null, variables: [{ name: 'a' }] },
    content: 'Body\n---\n',
  });
});

test.each(['js', 'javascript', ' js', 'JS', 'coffee', 'cson', 'json', 'toml', 'yml', 'yaml'])(
  'refuses front matter marked ---%s and runs nothing',
  (language) => {
    const text = `---${language}\nglobalThis.hacked = true\n---\n`;
    expect(refusal(text)).toBe('config-invalid: no-front-matter 1:1');
    expect(global.hacked).toBeUndefined();
  },
);

test('refuses a broken text the second time as well', () => {
  const text = '---\nname: [broken\n---\nBody\n';
  const first = refusal(text);
  expect(first).toMatch(/^config-invalid: bad-yaml/);
  expect(refusal(text)).toBe(first);
});

test('gives each caller a value of its own', () => {
  const text = '---\nlist:\n  - a\n---\n';
  const first = parseMatter(text);
  expect(parseMatter(text).data).toEqual(first.data);
  expect(parseMatter(text).data).not.toBe(first.data);
});

test.each([
  ['an unclosed block', '---\nname: a\nBody\n', 'unclosed-front-matter 1:1'],
  ['a closing line with text', '---\n# c\n---x\nname: a\n---\n', 'bad-yaml 3:1'],
  ['no front matter', '# Body\n', 'no-front-matter 1:1'],
  ['an empty text', '', 'no-front-matter 1:1'],
  ['a list', '---\n- a\n---\n', 'not-a-mapping 2:1'],
  ['an alias', '---\na: &x 1\nb: *x\n---\n', 'yaml-alias 2:7'],
  ['deep nesting', `---\na: ${'['.repeat(99)}\n---\n`, 'front-matter-too-large 2:1'],
])('refuses %s', (_name, text, expected) => expect(refusal(text)).toBe(`config-invalid: ${expected}`));

test('a key __proto__ is a key like any other', () => {
  const { data } = parseMatter('---\n__proto__: {polluted: yes}\n---\n');
  expect(Object.hasOwn(data, '__proto__')).toBe(true);
  expect('polluted' in {}).toBe(false);
});
