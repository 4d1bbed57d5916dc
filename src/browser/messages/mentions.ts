/** `@name` in messages, and words of the reader's own: marked where they stand. */
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { placesIn } from '../../shared/rules/keywords.js';
import type { Mentioned } from '../../shared/messages.js';
import { personPath } from '../../shared/paths.js';
import type { UserView } from '../../shared/people.js';
import { bearerOf } from '../people/former-names.js';
import { type Everybody, everybodyBy, isNameOf, mentionsIn } from '../../shared/rules/mentions.js';

interface Calling {
  me: UserView;
  /** Whom it calls, as the server found. */
  mentions?: Mentioned[];
  /** Whom the message calls at once, as the server found: the word alone calls nobody. */
  everybody?: Everybody[];
  /** The keys of the reader's own words that stand in it. */
  words?: string[];
}

interface Mark {
  from: number;
  to: number;
  isMine: boolean;
  /** Whoever is called otherwise now. */
  person?: UserView | undefined;
  /** Whom it leads to. */
  name?: string;
}

/** Marks the mentions in one message. */
export function markMentions(message: HTMLElement, calling: Calling): void {
  const text = message.querySelector('.message-text');
  if (!text) return;
  // The server has marked whoever is called otherwise now, the same for all readers.
  for (const mark of text.querySelectorAll(`.mention[data-person="${calling.me.id}"]`))
    mark.classList.add('is-me');
  for (const node of textNodes(text))
    mark(node, [...names(node.data, calling), ...words(node.data, calling)]);
}

/** As it was before. */
export function unmarkMentions(message: HTMLElement): void {
  for (const mark of message.querySelectorAll<HTMLElement>('.message-text .mention')) {
    if (mark.dataset.then !== undefined) mark.textContent = mark.dataset.then;
    mark.replaceWith(...mark.childNodes);
  }
  message.querySelector('.message-text')?.normalize();
}

function names(text: string, { me, mentions = [], everybody = [] }: Calling): Mark[] {
  if (!text.includes('@')) return [];
  const isMine = isNameOf(me.username);
  const isName = (name: string) => isMine(name) || bearerOf(name, mentions) !== undefined;
  return mentionsIn(text, isName).flatMap(({ index, name }): Mark[] => {
    const called = everybodyBy(name);
    if (called && !everybody.includes(called) && !everybody.includes('room')) return [];
    const person = bearerOf(name, mentions);
    const place = { from: index, to: index + 1 + name.length };
    if (called) return [{ ...place, isMine: true }];
    return [{ ...place, isMine: isMine(name) || person?.id === me.id, person, name }];
  });
}

/** Where a text is longer or shorter than its key, nobody knows the places: it is tinted, and nothing in it marked. */
function words(text: string, { words: keys = [] }: Calling): Mark[] {
  if (keys.length === 0) return [];
  const searched = canonicalKey(`|${text}|`).slice(1, -1);
  if (searched.length !== text.length) return [];
  return keys.flatMap((key) =>
    [...placesIn(searched, key)].map((from) => ({ from, to: from + key.length, isMine: true })),
  );
}

/** From the back, so that the places of the earlier ones stay right. */
function mark(node: Text, marks: Mark[]): void {
  let end = node.data.length;
  for (const { from, to, isMine, person, name } of marks.sort((one, other) => other.from - one.from)) {
    if (to > end) continue;
    end = from;
    const rest = node.splitText(from);
    rest.splitText(to - from);
    const element = person ? linkTo(person, rest.data) : document.createElement(name ? 'a' : 'span');
    if (!person && name) (element as HTMLAnchorElement).href = personPath(name);
    element.className = isMine ? 'mention is-me' : 'mention';
    rest.replaceWith(element);
    if (person) rest.data = `@${person.username}`;
    element.append(rest);
  }
}

/** Whoever asks sees what was written. */
function linkTo({ id, username }: UserView, written: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = personPath(username);
  link.title = written;
  Object.assign(link.dataset, { person: id, then: written });
  return link;
}

/** Code and links are elements by now; so is what was marked before. */
export function textNodes(root: Element): Text[] {
  const nodes: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (!node.parentElement!.closest('code, a, .mention, .author')) nodes.push(node);
  }
  return nodes;
}
