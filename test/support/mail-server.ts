/** A mail server on this machine, and what it was given. */
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { eventually } from './socket.js';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** By name, in small letters; what stands over several lines is one. */
  headers: Map<string, string>;
  /** As they stand, for whoever looks for what must not be there. */
  head: string;
  text: string;
  html: string;
}

export interface MailServer {
  url: string;
  /** What a Samovar needs to send its mail here. */
  settings: Record<string, string>;
  received: ReceivedMail[];
  /** The next mail to an address, after those that were taken before; waits for it. */
  next(address: string): Promise<ReceivedMail>;
  /** What each mail's recipient is refused with from now on: `550 no such mailbox`. */
  refuseWith(reply: string | undefined): void;
  /** Breaks all connections off. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  let refusal: string | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) => done(refusal === undefined ? null : refused(refusal)),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to, ...parsed(Buffer.concat(chunks).toString('latin1')) });
        done();
      });
    },
    ...options,
  });
  // Of a client that goes away in the middle.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  const { port } = server.server.address() as { port: number };
  const url = `smtp://127.0.0.1:${port}`;
  return {
    url,
    settings: {
      SMTP_URL: url,
      MAIL_FROM: 'Our chat <chat@example.org>',
      PUBLIC_URL: 'https://chat.example.org',
      TRUST_PROXY: 'false',
    },
    received,
    async next(address) {
      const isTo = (mail: ReceivedMail) => mail.to.some((to) => to.toLowerCase() === address.toLowerCase());
      const find = () => received.find((mail) => isTo(mail) && !taken.has(mail));
      await eventually(() => find() !== undefined, `no mail came to ${address}`);
      const mail = find()!;
      taken.add(mail);
      return mail;
    },
    refuseWith: (reply) => void (refusal = reply),
    cut: () => sockets.forEach((socket) => socket.destroy()),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refused(reply: string): Error {
  const [code, ...words] = reply.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) });
}

type Part = Pick<ReceivedMail, 'headers' | 'head'> & { body: string };

function parsed(source: string): Omit<ReceivedMail, 'from' | 'to'> {
  const { headers, head, body } = partOf(source);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')![1]!;
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => partOf(part.replace(/^\r\n/, '')));
  const ofType = (type: string) =>
    decoded(parts.find((part) => part.headers.get('content-type')!.startsWith(type))!);
  return { headers, head, text: ofType('text/plain').replaceAll('\r\n', '\n'), html: ofType('text/html') };
}

function partOf(source: string): Part {
  const end = source.indexOf('\r\n\r\n');
  const head = source.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
    return [name.toLowerCase(), withWords(value)];
  });
  return { headers: new Map(headers), head, body: source.slice(end + 4) };
}

/** RFC 2047, as far as our mails use it. */
function withWords(text: string): string {
  const word = /=\?UTF-8\?([BQ])\?([^?]*)\?=(?:\s+(?==\?))?/gi;
  return text.replace(word, (_, encoding: string, content: string) =>
    encoding.toUpperCase() === 'B'
      ? Buffer.from(content, 'base64').toString()
      : unquoted(content.replaceAll('_', ' ')),
  );
}

function decoded({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable'
    ? unquoted(body.replace(/=\r\n/g, ''))
    : Buffer.from(body, 'latin1').toString();
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString();
