/** Somebody who writes requests byte by byte, as no library would, and reads answers or does not. */
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** undefined where the connection ended without an answer. */
  status: number | undefined;
  text: string;
}

/** An open connection; its errors are the caller's business only in that it closes. */
export function rawConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends the text as it is, and waits until the server ends the connection: `Connection: close` makes it. */
export async function rawAnswer(url: string, text: string | Buffer, patience = 20_000): Promise<RawAnswer> {
  const socket = await rawConnection(url);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.destroy(), patience);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  const answer = Buffer.concat(chunks).toString('latin1');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return { status: status === undefined ? undefined : Number(status), text: answer };
}
