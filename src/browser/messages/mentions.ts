/** `@name` in messages: marked, and the whole message tinted where it means the reader. */
import { isNameOf, mentionsIn } from '../../shared/rules/mentions.js';

/** Marks the mentions in one message; answers whether one means the reader. */
export function markMentions(message: HTMLElement, myName: string): boolean {
  const text = message.querySelector('.message-text');
  if (!text) return false;
  const isMine = isNameOf(myName);
  for (const node of textNodes(text)) markIn(node, isMine);
  return text.querySelector('.mention.is-me') !== null;
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
