/** Tables, no larger than one that is shown: rows without cells are filled up, which would make thousands of a short text. */
import type { MarkdownIt, RendererRule, StateBlock } from 'markdown-it';

type Rule = (state: StateBlock, from: number, to: number, silent: boolean) => boolean;

/** Each costs ten characters of HTML at least, of which a message has 20,000. */
const mostCells = 1_000;

/** Of a parser that knows them already: the rule for them is its first one. */
export function tables({ block, renderer }: MarkdownIt): void {
  const table = block.ruler.getRules('')[0]!;
  const bounded: Rule = (state, from, to, silent) =>
    table(state, from, to, true) &&
    cellsOf(state, from, to) <= mostCells &&
    !hides(state, from, to) &&
    (silent || table(state, from, to, false));
  block.ruler.at('table', bounded, { alt: ['paragraph', 'reference'] });
  const { rules } = renderer;
  rules.table_open = () => '<div class="table-frame">\n<table>\n';
  rules.table_close = () => '</table>\n</div>\n';
  rules.th_open = rules.td_open = cell;
}

/** As many as there may be: what follows the table is counted as its rows. */
const cellsOf = ({ src, bMarks, eMarks }: StateBlock, from: number, to: number): number =>
  src.slice(bMarks[from], eMarks[from]).split('|').length * (to - from);

const beginning = /(?<![\\|])\|\|(?=[^\s|])/;
const end = /[^\s|]\|\|(?!\|)/;

/** The bars of what is hidden would part cells, and all would read it: that is no table, and stays hidden. In a cell they are `\|\|`. */
function hides(state: StateBlock, from: number, to: number): boolean {
  let next = from;
  while (next < to && !state.isEmpty(next)) next++;
  const rows = state.src.slice(state.bMarks[from], state.eMarks[next - 1]);
  const begins = rows.search(beginning);
  return begins >= 0 && end.test(rows.slice(begins + 2));
}

/** By a class: the policy of our pages allows no styles in markup. */
const cell: RendererRule = (tokens, index, options, _env, renderer) => {
  const token = tokens[index]!;
  const style = token.attrGet('style');
  if (style) token.attrs = [['class', String(style).replace('text-align:', 'to-')]];
  return renderer.renderToken(tokens, index, options);
};
