import type { MessageKind } from '../messages.js';

/** Somebody said it: it is no line in which a room tells what became of it. */
export const isSaid = (kind: MessageKind): boolean => kind === 'text' || kind === 'action';
