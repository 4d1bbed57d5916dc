/** `@name` in messages: marked, and the whole message tinted where it means the reader. In text only, never in code or links. */
import { canonicalKey } from '../../shared/rules/canonical-key.js';

/** A name after an @ that no word, address or other name runs into. */
const mention = /(?<![\p{L}\p{M}\p{N}_.@/-])@[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*/gu;

export class Mentions {
  private readonly myKey: string;

  constructor(
    myName: string,
    private readonly myId: number,
  ) {
    this.myKey = canonicalKey(myName);
  }

  /** Marks the mentions of one message. */
  mark(element: HTMLElement): void {
    const text = element.querySelector('.message-text');
    if (!text || element.classList.contains('deleted')) return;
    for (const node of textNodes(text)) this.markIn(node);
    const isOfOthers = Number(element.dataset.author) !== this.myId;
    element.classList.toggle('mentions-me', isOfOthers && text.querySelector('.mention.is-me') !== null);
  }

  private markIn(node: Text): void {
    const found = [...node.data.matchAll(mention)].reverse();
    // From the back, so that the places of the earlier ones stay right.
    for (const match of found) {
      const [name, isMe] = this.judge(match[0].slice(1));
      const rest = node.splitText(match.index);
      rest.splitText(name.length + 1);
      const mark = document.createElement('span');
      mark.className = isMe ? 'mention is-me' : 'mention';
      rest.replaceWith(mark);
      mark.append(rest);
    }
  }

  /** A full stop ends a sentence more often than a name: it belongs to the name only where that is the reader's. */
  private judge(found: string): [name: string, isMe: boolean] {
    if (canonicalKey(found) === this.myKey) return [found, true];
    const name = found.replace(/[._-]+$/, '');
    return [name, canonicalKey(name) === this.myKey];
  }
}

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
