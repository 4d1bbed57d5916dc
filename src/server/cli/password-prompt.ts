/** A password from whoever runs a command: typed twice without being shown, or the first line of standard input. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { StartError } from '../platform/errors/start-error.js';

export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return firstLine();
  const password = await askUnseen('Password: ');
  if (password === (await askUnseen('Once more: '))) return password;
  throw new StartError('The two passwords differ: nothing was changed. Try again.');
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  throw new StartError(
    'A password is needed: type it when asked, or pass it as the first line of standard input.',
  );
}

async function askUnseen(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const cancelled = new Promise<never>((_resolve, reject) => {
    terminal.once('close', () => reject(new StartError('Cancelled: nothing was changed.')));
  });
  try {
    return await Promise.race([terminal.question(''), cancelled]);
  } finally {
    cancelled.catch(() => undefined);
    terminal.close();
    process.stderr.write('\n');
  }
}
