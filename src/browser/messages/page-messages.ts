/**
 * The messages that the server put on the page, as the page hands them over, once: a second copy of every text as data
 * would make each page almost half as heavy again. After this nothing is read out of them any more.
 */
import type {
  Mentioned,
  MessageKind,
  MessageView,
  ReactionView,
  RepliesView,
} from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import { whoIs } from '../../shared/rules/person-look.js';
import { authorOn } from '../people/author-on.js';
import type { ShownMessage } from '../core/stretch.js';
import { filesOn } from '../files/files-element.js';
import type { Row } from './arrangement.js';
import { previewOn } from './preview-element.js';

export const messagesOn = (log: HTMLElement): ShownMessage[] =>
  [...log.querySelectorAll<HTMLElement>('.message')].map(messageOf);

/** The same whole, as long as no script has touched their markup. */
export const wholeMessage = ({ message, element }: Row, roomId: number): MessageView => ({
  ...message,
  roomId,
  ...(element.dataset.written !== undefined && { html: htmlOf(element) }),
  ...(message.replyTo !== undefined && { quoted: quotedOf(element) }),
});

export function htmlOf(element: HTMLElement): string {
  const text = element.querySelector('.message-text')!.cloneNode(true) as HTMLElement;
  // Where somebody stands by another name, that is what was written.
  for (const mark of text.querySelectorAll<HTMLElement>('.mention[data-then]'))
    mark.replaceWith(mark.dataset.then!);
  // The name before an action, and that it was edited, stand there too.
  for (const other of text.querySelectorAll(':scope > [aria-hidden], :scope > .author, :scope > .edited'))
    other.remove();
  return text.innerHTML.trim();
}

const nobody = { id: 0, username: '' };

function quotedOf(element: HTMLElement): MessageView['quoted'] {
  const quote = element.querySelector<HTMLAnchorElement>('.quote');
  if (!quote) return undefined;
  const text = quote.querySelector('.quote-text:not(:has(em))')?.textContent;
  return {
    seq: Number(quote.pathname.split('/').at(-1)),
    // The line names its author, by no number.
    author: { ...nobody, name: quote.querySelector('.quote-author')!.textContent },
    ...(text && { text }),
  };
}

function messageOf(element: HTMLElement): ShownMessage {
  const { id, seq, rev, author, kind, created, written, replyTo, calls, thread } = element.dataset;
  const isDeleted = element.classList.contains('deleted');
  const replies = repliesOf(element);
  const files = isDeleted ? undefined : filesOn(element);
  const preview = previewOn(element);
  const pinned = pinnedOn(element);
  const editedAt = element.querySelector<HTMLTimeElement>('.edited time')?.dateTime;
  return {
    ...{ id: Number(id), seq: Number(seq), rev: Number(rev) },
    author: authorOn(element, Number(author)),
    kind: kind as MessageKind,
    createdAt: created!,
    reactions: reactionsOf(element),
    ...(replyTo !== undefined && { replyTo: Number(replyTo) }),
    ...(calls !== undefined && { mentions: calls.trim().split(' ').map(calledOf) }),
    ...(thread !== undefined && { threadId: Number(thread) }),
    ...(replies && { replies }),
    ...(editedAt !== undefined && { editedAt }),
    ...pinned,
    ...(files && { files }),
    ...(preview && { preview }),
    ...(isDeleted ? { deletedAt: created!, ...deletedBy(element) } : { text: written ?? writtenOn(element) }),
  };
}

function writtenOn(element: HTMLElement): string {
  const text = element.querySelector<HTMLElement>('.written');
  return text?.dataset.said ?? text?.textContent ?? '';
}

/** A tombstone says it, where it is known. */
function deletedBy(element: HTMLElement): Pick<MessageView, 'deletedBy'> {
  const by = element.querySelector<HTMLElement>('.message-text [data-by]')?.dataset.by;
  return by === undefined ? {} : { deletedBy: by as MessageView['deletedBy'] };
}

function pinnedOn(element: HTMLElement): Pick<ShownMessage, 'pinnedAt' | 'pinnedBy'> | undefined {
  const pin = element.querySelector<HTMLElement>('.pinned')?.dataset;
  // A page that was kept may have one that waited.
  if (pin?.waits) return JSON.parse(pin.waits) as Pick<MessageView, 'pinnedAt' | 'pinnedBy'>;
  return pin && { pinnedAt: pin.at!, pinnedBy: whoIs(pin.by!) };
}

const calledOf = (word: string): Mentioned => (word === 'here' || word === 'room' ? word : Number(word));

const reactionsOf = (element: HTMLElement): ReactionView[] =>
  [...element.querySelectorAll<HTMLElement>('.reaction[data-emoji]')].map((chip) => {
    const { emoji, count } = chip.dataset;
    const picture = pictureIn(chip);
    return { emoji: emoji!, users: usersOf(chip.dataset), count: Number(count), ...(picture && { picture }) };
  });

function pictureIn(chip: HTMLElement): ReactionView['picture'] {
  const image = chip.querySelector('img');
  if (!image) return undefined;
  const [src, width, height] = ['src', 'width', 'height'].map((name) => image.getAttribute(name)!);
  const moves = image.classList.contains('moves');
  return { src: src!, width: Number(width), height: Number(height), ...(moves && { moves }) };
}

function repliesOf(element: HTMLElement): RepliesView | undefined {
  const line = element.querySelector<HTMLElement>(':scope > .replies');
  if (!line) return undefined;
  const { count, last } = line.dataset;
  const lastAt = line.querySelector('time')!.dateTime;
  return { count: Number(count), lastSeq: Number(last), lastAt, users: usersOf(line.dataset) };
}

const usersOf = ({ who = '' }: DOMStringMap): UserView[] => who.split(' ').filter(Boolean).map(whoIs);
