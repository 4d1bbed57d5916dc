/**
 * Bytes that are ready, put into a page where its template names them: what is the same for many readers is neither joined
 * with the rest nor encoded for each of them, which took 0.2 ms of a room's page.
 */
import { randomBytes } from 'node:crypto';

/** Stands for a piece until the page is joined. As it never leaves the server, nobody can write one into a text. */
const mark = randomBytes(24).toString('base64url');
const end = ';';

/** The pieces of one page. */
export class ReadyPieces {
  private readonly pieces: Buffer[][] = [];

  /** What a template writes in place of these bytes. */
  add(...bytes: Buffer[]): string {
    return `${mark}${this.pieces.push(bytes) - 1}${end}`;
  }

  /** The page: `html` with the pieces in their places. */
  join(html: string): Buffer {
    const [first, ...others] = html.split(mark);
    const parts = others.flatMap((part) => {
      const at = part.indexOf(end);
      return [...this.pieces[Number(part.slice(0, at))]!, Buffer.from(part.slice(at + end.length))];
    });
    return Buffer.concat([Buffer.from(first!), ...parts]);
  }
}
