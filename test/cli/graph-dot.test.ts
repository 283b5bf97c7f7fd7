/** Graphviz itself was tried by hand; here the strings, the one place where a title could end the drawing. */
import { describe, expect, it } from 'vitest';
import { quote, renderGraphDot } from '../../src/cli/render/graph-dot.ts';
import { readSample } from './graph-sample.ts';

/** The text with every quoted string replaced by its place in the list of them, as Graphviz reads it. */
function readStrings(text: string): { readonly outline: string; readonly strings: readonly string[] } {
  const strings: string[] = [];
  const outline = text.replace(/"((?:[^"\\]|\\.)*)"/gs, (_, content: string) => {
    strings.push(content.replaceAll('\\"', '"').replaceAll('\\\\', '\\').replaceAll('&amp;', '&'));
    return '$';
  });
  return { outline, strings };
}

describe('the dot text', () => {
  it('draws frames, states, arrows and the critical path', async () => {
    const text = renderGraphDot(
      await readSample({
        'dinner-aaaaaa': {
          title: 'Dinner',
          tasks: {
            'make-soup-000001': { title: 'Make soup', effort: '4h' },
            'eat-000002': { title: 'Eat', needs: ['make-soup-000001'] },
          },
        },
      }),
    );
    expect(text).toMatchInlineSnapshot(`
      "digraph tasks {
        rankdir=LR;
        node [shape=box, style="rounded,filled", fontname="sans-serif"];
        subgraph cluster_0 {
          label="Dinner";
          "make-soup-000001" [label="Make soup\\nmake-soup-000001", fillcolor="#dafbe1", penwidth=3];
          "eat-000002" [label="Eat\\neat-000002", fillcolor="#f6f8fa", penwidth=3];
        }
        "make-soup-000001" -> "eat-000002" [penwidth=3];
      }
      "
    `);
  });

  it.each(['say "soup"', 'C:\\soup\\', '\\N \\G &lt;b&gt;', '<b>soup</b>', '"];x->y;["'])(
    'shows %j as text',
    async (title) => {
      const { outline, strings } = readStrings(
        renderGraphDot(await readSample({ 'dinner-aaaaaa': { title, tasks: { 'eat-000001': { title } } } })),
      );
      const shown = title.replaceAll('\n', ' ');
      expect(strings).toContain(shown);
      expect(strings).toContain(`${shown}\\neat-000001`);
      expect(outline).not.toMatch(/["\\]|->/);
    },
  );

  it('keeps a string on one line', () => {
    expect(quote('a\nb')).toBe('"a b"');
  });
});
