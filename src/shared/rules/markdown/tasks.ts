/** `- [ ]` and `- [x]` at the beginning of an item: shown, and nothing to press. Its mark is a text that reads well by itself. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it';

export function tasks({ core, renderer }: MarkdownIt): void {
  core.ruler.after('inline', 'tasks', (state) => {
    for (const [index, { type }] of state.tokens.entries())
      if (type === 'list_item_open') mark(state, state.tokens[index]!, state.tokens[index + 2]);
  });
  renderer.rules.task = (tokens, index) => `<span class="task-mark">${tokens[index]!.content}</span> `;
}

function mark({ Token }: StateCore, item: Token, words: Token | undefined): void {
  const first = words?.children?.[0];
  const [all, state] = /^\[([ x])\] /i.exec(first?.type === 'text' ? first.content : '') ?? [];
  if (!all || !words?.children || !first) return;
  first.content = first.content.slice(all.length);
  item.attrSet('class', 'task');
  const shown = new Token('task', 'span', 0);
  shown.content = state === ' ' ? '[ ]' : '[x]';
  words.children.unshift(shown);
}
