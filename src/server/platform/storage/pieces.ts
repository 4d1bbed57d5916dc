/**
 * What came of an upload, in pieces of which none is ever changed: each request adds its own. They may overlap, where a request that
 * was given up for dead on one node goes on while the next arrives at another; so whoever reads takes what reaches furthest.
 */
import { ERRORS } from '@tus/server';

export interface Piece {
  /** Its place in the upload, in bytes. */
  start: number;
  size: number;
  /** Of its bytes, where they were counted when they came: SHA-256, in hex. */
  digest?: string;
}

export const endOf = ({ start, size }: Piece): number => start + size;

/** In the order of their names they are in the order of their places. */
export const pieceName = ({ start, size, digest }: Piece): string =>
  `${String(start).padStart(15, '0')}-${size}${digest ? `-${digest}` : ''}`;

export function pieceNamed(name: string): Piece | null {
  const [, start, size, digest] = /^(\d{15})-(\d{1,15})(?:-([0-9a-f]{64}))?$/.exec(name) ?? [];
  return size === undefined ? null : { start: Number(start), size: Number(size), ...(digest && { digest }) };
}

/** Those that make up the upload from its beginning on as far as it is there, each beginning no later than the one before it ends. */
export function unbroken<P extends Piece>(pieces: P[]): P[] {
  const chain: P[] = [];
  let furthest: P | undefined;
  let reached = 0;
  for (const piece of pieces.toSorted((one, other) => one.start - other.start)) {
    if (piece.start > reached) {
      if (furthest) chain.push(furthest);
      reached = furthest ? endOf(furthest) : reached;
      furthest = undefined;
      if (piece.start > reached) return chain;
    }
    if (endOf(piece) > endOf(furthest ?? { start: reached, size: 0 })) furthest = piece;
  }
  return furthest ? [...chain, furthest] : chain;
}

/** How far they reach from the beginning on. */
export const reachOf = (chain: Piece[]): number => endOf(chain.at(-1) ?? { start: 0, size: 0 });

/** The tus server answers what is thrown to it in this form. */
export const noSuchUpload = (): Error => Object.assign(new Error('no such upload'), ERRORS.FILE_NOT_FOUND);

export const notFinished = (id: string): Error => new Error(`upload ${id} is not finished`);
