/**
 * The messages that the server put on the page, as the page hands them over, once: a second copy of every text as data
 * would make each page almost half as heavy again. After this nothing is read out of them any more.
 */
import type { MessageKind, ReactionView, RepliesView } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { ShownMessage } from '../core/stretch.js';

export const messagesOn = (log: HTMLElement): ShownMessage[] =>
  [...log.querySelectorAll<HTMLElement>('.message')].map(messageOf);

function messageOf(element: HTMLElement): ShownMessage {
  const { id, seq, rev, author, kind, created, written, replyTo, thread } = element.dataset;
  const isDeleted = element.classList.contains('deleted');
  const replies = repliesOf(element);
  const editedAt = element.querySelector<HTMLTimeElement>('.edited time')?.dateTime;
  return {
    ...{ id: Number(id), seq: Number(seq), rev: Number(rev) },
    author: { id: Number(author), username: element.querySelector('.author')!.textContent },
    kind: kind as MessageKind,
    createdAt: created!,
    reactions: reactionsOf(element),
    ...(replyTo !== undefined && { replyTo: Number(replyTo) }),
    ...(thread !== undefined && { threadId: Number(thread) }),
    ...(replies && { replies }),
    ...(editedAt !== undefined && { editedAt }),
    ...(isDeleted
      ? { deletedAt: created! }
      : { text: written ?? element.querySelector('.written')?.textContent ?? '' }),
  };
}

const reactionsOf = (element: HTMLElement): ReactionView[] =>
  [...element.querySelectorAll<HTMLElement>('.reaction[data-emoji]')].map(({ dataset }) => ({
    emoji: dataset.emoji!,
    users: usersOf(dataset),
    count: Number(dataset.count),
  }));

function repliesOf(element: HTMLElement): RepliesView | undefined {
  const line = element.querySelector<HTMLElement>(':scope > .replies');
  if (!line) return undefined;
  const { count, last } = line.dataset;
  const lastAt = line.querySelector('time')!.dateTime;
  return { count: Number(count), lastSeq: Number(last), lastAt, users: usersOf(line.dataset) };
}

const usersOf = ({ who = '' }: DOMStringMap): UserView[] => who.split(' ').filter(Boolean).map(userOf);

/** `7:anna`; names hold neither spaces nor colons. */
function userOf(entry: string): UserView {
  const [id, username] = entry.split(':');
  return { id: Number(id), username: username! };
}
