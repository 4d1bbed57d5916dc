/**
 * `||hidden||`: what is read by whoever wants to. The first two bars that may end it do, so that no other sign around it can keep
 * it open; code is left alone. Three bars in a row and more, or bars beside a space, are text: `a || b || c` hides nothing.
 */
import type { MarkdownIt, StateInline, Token } from 'markdown-it';

const [bar, backslash, backtick] = [0x7c, 0x5c, 0x60];

/** Those in which nothing ends what begins from here on: each further beginning would look through all of the rest. */
const unending = new WeakSet<StateInline>();

export function spoilers({ inline, renderer }: MarkdownIt): void {
  inline.ruler.at('text', text);
  inline.ruler.after('text', 'spoiler', spoiler);
  renderer.rules.spoiler_open = () => '<span class="spoiler"><span>';
  renderer.rules.spoiler_close = () => '</span></span>';
}

/** The library's own does not stop at a bar. */
const words = /[^\n!#$%&*+\-:<=>@[\\\]^_`{|}~]+/y;

function text(state: StateInline, silent: boolean): boolean {
  words.lastIndex = state.pos;
  const found = words.exec(state.src)?.[0].slice(0, state.posMax - state.pos);
  if (!found) return false;
  if (!silent) state.pending += found;
  state.pos += found.length;
  return true;
}

function spoiler(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const bars = barsAt(state, pos);
  if (bars === 0) return false;
  const end = bars === 2 ? endOf(state, pos + 2) : undefined;
  if (!silent && end === undefined) state.pending += src.slice(pos, pos + bars);
  if (!silent && end !== undefined) hide(state, src.slice(pos + 2, end));
  state.pos = end === undefined ? pos + bars : end + 2;
  return true;
}

/** By itself: no address goes on beyond its end. */
function hide(state: StateInline, hidden: string): void {
  const tokens: Token[] = [];
  state.md.inline.parse(hidden, state.md, state.env, tokens);
  state.push('spoiler_open', 'span', 1);
  for (const token of tokens) state.tokens_meta[state.tokens.push(token) - 1] = undefined;
  state.push('spoiler_close', 'span', -1);
}

function endOf(state: StateInline, from: number): number | undefined {
  if (unending.has(state) || !/\S/.test(state.src.charAt(from))) return undefined;
  const { pos } = state;
  const end = look(state, from);
  state.pos = pos;
  if (end === undefined) unending.add(state);
  return end;
}

function look(state: StateInline, from: number): number | undefined {
  for (state.pos = from; state.pos < state.posMax;) {
    const sign = state.src.charCodeAt(state.pos);
    const bars = sign === bar ? barsAt(state, state.pos) : 0;
    if (bars === 2 && /\S/.test(state.src.charAt(state.pos - 1))) return state.pos;
    if (sign === backtick) state.md.inline.skipToken(state);
    else state.pos += sign === backslash ? 2 : bars || 1;
  }
  return undefined;
}

function barsAt({ src, posMax }: StateInline, from: number): number {
  let end = from;
  while (end < posMax && src.charCodeAt(end) === bar) end++;
  return end - from;
}
