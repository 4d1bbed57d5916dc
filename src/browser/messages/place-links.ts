/**
 * `#42` in a message leads to that message of its room. It becomes a link here, as names are marked here: what the server keeps is
 * the same wherever a message is shown, and a room may be called otherwise tomorrow.
 */
import { messagePath } from '../../shared/paths.js';
import type { ShownMessage } from '../core/stretch.js';
import { textNodes } from './mentions.js';
import type { MessageList } from './message-list.js';

interface NumberedRoom {
  readonly address: string;
  readonly lastSeq: number;
}

/** Not in `C#42`, `/page#42`, `#42nd`, `#42-b`, `#4.2` and `#042`. */
const place = /(?<![\p{L}\p{M}\p{N}_#&/.:-])#([1-9]\d{0,14})(?![\p{L}\p{M}\p{N}_]|[-.:,]\p{N}|-\p{L})/gu;

export const linkPlaces = (messages: MessageList, room: () => NumberedRoom): void =>
  messages.decorate((element, message) => {
    const said = element.querySelector('.message-text');
    if (!said || !messages.of(element) || !message.text?.includes('#')) return;
    for (const node of textNodes(said)) link(node, element, room(), (seq) => isMeant(seq, message, room()));
  });

/** What was said before. Whoever edits may mean what was said since; any other number counts something else. */
const isMeant = (seq: number, message: ShownMessage, { lastSeq }: NumberedRoom): boolean =>
  seq < message.seq || (message.editedAt !== undefined && seq > message.seq && seq <= lastSeq);

/** From the back, so that the places of the earlier ones stay right. */
function link(
  node: Text,
  element: HTMLElement,
  { address }: NumberedRoom,
  isMeant: (seq: number) => boolean,
): void {
  for (const { 0: written, 1: number, index } of [...node.data.matchAll(place)].reverse()) {
    if (!isMeant(Number(number))) continue;
    const found = node.splitText(index);
    found.splitText(written.length);
    const made = document.createElement('a');
    made.href = messagePath(address, Number(number));
    made.tabIndex = element.tabIndex;
    found.replaceWith(made);
    made.append(found);
  }
}
