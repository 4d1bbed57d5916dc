/** How a line of activity shows, on both sides: views/activity/entry.hbs. */
import type { ActivityEntry } from '../activity.js';
import { messagePath, threadPath } from '../paths.js';
import { isNameOf, mentionsIn } from './mentions.js';

interface Part {
  text: string;
  isMe: boolean;
}

export function activityLook(entry: ActivityEntry, myName: string) {
  const { id, kind, room, message, others, messages, reactions, at, read, ids, decision } = entry;
  // Of what was reported its author is shown: its row is of whoever reported it.
  const people = kind === 'report' ? [] : entry.people;
  const [face = message.author, second] = people;
  const more = Math.max(people.length + others - 1, 0);
  const isTold = kind === 'mention' || kind === 'answer' || kind === 'reaction' || kind === 'reminder';
  return {
    ...{ id, kind, face, at, reactions, ids: ids.join(',') },
    isNew: !read,
    /** What was reported stays as it is. */
    isKept: decision === 'dismissed',
    /** It calls its reader by name, or speaks to nobody else. */
    isCalling: kind === 'mention' || kind === 'private',
    second: more === 1 ? second : undefined,
    others: more > 1 ? more : 0,
    /** As a verb counts them. */
    actors: more > 0 ? 2 : 1,
    place: isTold && !room.address.startsWith('@') ? room.name : undefined,
    messages: kind === 'private' && messages > 1 ? messages : 0,
    about: message.about,
    text: message.text,
    parts: message.text === undefined ? undefined : partsOf(message.text, myName),
    href: hrefOf(entry),
  };
}

/** What was said in a thread is read there. */
function hrefOf({ kind, room, message, thread }: ActivityEntry): string {
  const isInThread = thread && (kind === 'thread' || kind === 'answer');
  return isInThread
    ? `${threadPath(room.address, thread.seq)}#t${message.seq}`
    : messagePath(room.address, message.seq);
}

/** The text, apart where it calls the reader. */
function partsOf(text: string, myName: string): Part[] {
  const isMine = isNameOf(myName);
  const parts: Part[] = [];
  let from = 0;
  for (const { index, name } of mentionsIn(text, isMine)) {
    if (!isMine(name)) continue;
    const end = index + 1 + name.length;
    parts.push({ text: text.slice(from, index), isMe: false }, { text: text.slice(index, end), isMe: true });
    from = end;
  }
  return [...parts, { text: text.slice(from), isMe: false }];
}
