/** One HTTP request as bytes, whatever they are, on a connection of its own, and the answer to it. */
import { connect } from 'node:net';

export interface Exchanged {
  /** Undefined: nothing that begins like an answer came. */
  status: number | undefined;
  body: string;
  milliseconds: number;
  /** The server closed the connection, or it was lost. */
  isClosed: boolean;
}

const longest = 4_000_000;

/** Resolves with the answer, or without one after so many milliseconds. */
export function exchange(port: number, bytes: Buffer, patience: number, isLast = false): Promise<Exchanged> {
  const begun = Date.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stream = connect({ port, host: '127.0.0.1' });
    const finish = (isClosed: boolean) => {
      clearTimeout(timer);
      stream.destroy();
      const { status, body } = parsed(Buffer.concat(chunks).toString('latin1'));
      resolve({ status, body, milliseconds: Date.now() - begun, isClosed });
    };
    const timer = setTimeout(() => finish(false), patience);
    stream.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longest || isComplete(chunks)) finish(false);
    });
    stream.on('error', () => undefined);
    stream.on('close', () => finish(true));
    stream.on('connect', () => (isLast ? stream.end(bytes) : stream.write(bytes)));
  });
}

function parsed(text: string): { status: number | undefined; body: string } {
  // What only says "go on" is no answer yet.
  const answer = text.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  const end = answer.indexOf('\r\n\r\n');
  return {
    status: status === undefined ? undefined : Number(status),
    body: end === -1 ? '' : Buffer.from(answer.slice(end + 4), 'latin1').toString(),
  };
}

/** Whether the answer has ended though its connection has not: an upgrade, or a stream that goes on for ever. */
function isComplete(chunks: Buffer[]): boolean {
  if (chunks.length > 3) return false;
  const head = Buffer.concat(chunks).toString('latin1');
  if (!head.includes('\r\n\r\n')) return false;
  return /^HTTP\/1\.1 101/.test(head) || /\r\ncontent-type: text\/event-stream/i.test(head);
}
