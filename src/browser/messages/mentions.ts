/** `@name` in messages: marked, and the whole message tinted where it means the reader. */
import type { ShownMessage } from '../core/stretch.js';
import { isNameOf, mentionsIn } from '../../shared/rules/mentions.js';

/** Whether a message of somebody else calls the reader: by name, or with everybody. */
export const meansReader = ({ author, mentions }: ShownMessage, me: { id: number }): boolean =>
  author.id !== me.id &&
  (mentions?.some((called) => called === me.id || typeof called === 'string') ?? false);

/** Marks the mentions in one message. */
export function markMentions(message: HTMLElement, myName: string): void {
  const text = message.querySelector('.message-text');
  if (!text) return;
  const isMine = isNameOf(myName);
  for (const node of textNodes(text)) markIn(node, isMine);
}

function markIn(node: Text, isMine: (name: string) => boolean): void {
  // From the back, so that the places of the earlier ones stay right.
  for (const { index, name } of mentionsIn(node.data, isMine).reverse()) {
    const rest = node.splitText(index);
    rest.splitText(name.length + 1);
    const mark = document.createElement('span');
    mark.className = isMine(name) ? 'mention is-me' : 'mention';
    rest.replaceWith(mark);
    mark.append(rest);
  }
}

/** Code and links are elements by now; so is what was marked before. */
function textNodes(root: Element): Text[] {
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.data.includes('@') && !node.parentElement!.closest('code, a, .mention, .author'))
      nodes.push(node);
  }
  return nodes;
}
