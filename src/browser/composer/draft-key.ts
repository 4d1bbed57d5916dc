import type { UnsentFile } from '../core/carried-files.js';

/** Where the draft of a person for a room is kept. */
export const draftKey = (userId: number, roomId: number): string => `samovar.draft.${userId}.${roomId}`;

/** Where that for a thread of the room is kept. */
export const threadDraftKey = (draftKey: string, threadId: number): string =>
  `${draftKey}.thread.${threadId}`;

/** Where what is attached to it is kept. */
export const filesKey = (draftKey: string): string => `${draftKey}.files`;

/** Where it is kept what of it the server has: see drafts/. Without that it is new to the server. */
export const knownKey = (draftKey: string): string => `${draftKey}.known`;

/** Where the message that it answers is kept. */
export const answerKey = (draftKey: string): string => `${draftKey}.answer`;

/** What an earlier visit attached, in its order. */
export const attachedTo = (draftKey: string): UnsentFile[] => attachedAt(filesKey(draftKey));

/** The same, by the key of the files. */
export const attachedAt = (filesKey: string): UnsentFile[] =>
  JSON.parse(localStorage.getItem(filesKey) ?? '[]') as UnsentFile[];
