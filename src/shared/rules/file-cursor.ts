/**
 * A place among the files of a room as one number, larger than any id of a file. Where the file at it is gone meanwhile, the list goes
 * on from there all the same.
 */
import { limits } from '../limits.js';

const aboveIds = 2 ** 50;
const ofMessage = limits.filesPerMessage + 2;

export interface FilePlace {
  seq: number;
  /** Among the files of its message, from 1. */
  place: number;
}

export const fileCursor = ({ seq, place }: FilePlace): number => aboveIds + seq * ofMessage + place;

/** In the order in which files are read, before all of a message and after all of it. */
export const aheadOf = (seq: number): number => fileCursor({ seq, place: 0 });
export const behind = (seq: number): number => fileCursor({ seq, place: ofMessage - 1 });

/** Undefined for the id of a file. */
export const placeAt = (cursor: number): FilePlace | undefined =>
  cursor < aboveIds
    ? undefined
    : { seq: Math.floor((cursor - aboveIds) / ofMessage), place: (cursor - aboveIds) % ofMessage };
