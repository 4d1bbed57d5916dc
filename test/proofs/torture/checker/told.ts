/** P16: whoever is called by a message is told so exactly once; nobody of what was not written, not theirs, or not wanted. */
import type { History, Stored, StoredCall } from './history.js';
import { isIgnored } from './ignoring.js';

const keyOf = ({ userId, messageId }: StoredCall) => `${userId} ${messageId}`;

/** Whom each message calls by its name, as it is in the end: itself and its author left out. */
function called({ stored, people }: History): { userId: number; message: Stored }[] {
  const ids = new Map(people.map(({ id, username }) => [username, id]));
  return stored.flatMap((message) =>
    [...new Set((message.text ?? '').match(/@[\w-]+/g))].flatMap((mention) => {
      const userId = ids.get(mention.slice(1));
      return userId === undefined || userId === message.authorId ? [] : [{ userId, message }];
    }),
  );
}

/** Whether somebody was removed from a room before a message was written there. */
const isRemoved = ({ removals }: History, userId: number, { roomId, seq }: Stored) =>
  removals.some((each) => each.userId === userId && each.roomId === roomId && seq > each.lastSeq);

/** Of whom it does not follow from the log: they lost the room or the account while it was looked at. */
function isDoubtful({ removals, views, signOuts }: History, userId: number, { roomId }: Stored): boolean {
  const gone = new Set(signOuts.map(({ tab }) => tab));
  return (
    removals.some((each) => each.userId === userId && each.roomId === roomId) ||
    views.some((view) => view.userId === userId && gone.has(view.tab))
  );
}

export function neverTold(history: History): string[] {
  const told = new Set(history.calls.map(keyOf));
  return called(history)
    .filter(
      ({ userId, message }) => !isDoubtful(history, userId, message) && !isIgnored(history, userId, message),
    )
    .filter(({ userId, message }) => !told.has(keyOf({ userId, messageId: message.id })))
    .map(
      ({ userId, message }) =>
        `${userId} was called by #${message.seq} of room ${message.roomId}, and never told`,
    );
}

export function toldTwice({ calls, heardCalls }: History): string[] {
  const stored = doubled(calls.map(keyOf)).map((key) => `the call ${key} is there twice`);
  const heard = doubled(heardCalls.map((call) => `${call.tab}: ${keyOf(call)}`)).map(
    (key) => `twice heard by ${key}`,
  );
  return [...stored, ...heard];
}

export function toldOfNothing({ calls, heardCalls, stored }: History): string[] {
  const ids = new Set(stored.map(({ id }) => id));
  return [...calls, ...heardCalls]
    .filter(({ messageId }) => !ids.has(messageId))
    .map(({ userId, messageId }) => `${userId} was told of message ${messageId}, which is not stored`);
}

/** What no longer calls somebody does not stand among what was meant for them. */
export function toldWrongly(history: History): string[] {
  const expected = new Set(
    called(history).map(({ userId, message }) => keyOf({ userId, messageId: message.id })),
  );
  return history.calls
    .filter((call) => !expected.has(keyOf(call)))
    .map(({ userId, messageId }) => `${userId} is told of message ${messageId}, which does not call them`);
}

export const toldAfterRemoval = (history: History): string[] =>
  toldThough(history, isRemoved, 'written after they had lost the room');

export const toldWhileIgnored = (history: History): string[] =>
  toldThough(history, isIgnored, 'written by somebody they ignore');

function toldThough(
  history: History,
  mayNot: (history: History, userId: number, message: Stored) => boolean,
  why: string,
): string[] {
  const messages = new Map(history.stored.map((message) => [message.id, message]));
  return [...history.calls, ...history.heardCalls].flatMap(({ userId, messageId }) => {
    const message = messages.get(messageId);
    return message && mayNot(history, userId, message)
      ? [`${userId} was told of message ${messageId}, ${why}`]
      : [];
  });
}

function doubled(keys: string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.has(key) || !seen.add(key));
}
