/** What one connection, one address and all of them together may take of this process, before anybody knows whose they are. */
import { Logger } from '@nestjs/common';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pollUnlessBusy } from '../work/poll.js';
import { Tally } from '../work/tally.js';
import { endSlowBodies } from './slow-bodies.js';
import { addressKey, isNearby } from './network-address.js';

/** Milliseconds. */
const patience = {
  /** From the connection, or the last answer, to the end of the next head. */
  head: 15_000,
  /** To the end of the body, of which there are 64 kB at most. */
  request: 30_000,
  /** Without a byte of a file that is on its way: looked at so often, so a line that is dead ends after a minute at the latest. */
  file: 30_000,
  /** Without a byte in either direction. Node.js looks twice, so an answer without progress ends after 30 s at the latest. */
  silence: 15_000,
  /** Between two looks at heads and requests. */
  look: 5_000,
  /** Between two looks at all that waits to be taken. */
  sum: 1_000,
};

/** An idle connection takes 10 kB to 35 kB here; more than these would take a machine's memory. */
const connections = { all: 20_000, ofAddress: 2_000 };

/** Bytes of all answers together that nobody has taken yet. One answer is 1 MB at most. */
const untaken = 256 * 1024 * 1024;

const logger = new Logger('Connections');

/** Call it before the server listens. */
export function limitServer(server: Server): void {
  server.headersTimeout = patience.head;
  server.timeout = patience.silence;
  endSlowBodies(server, { whole: patience.request, silence: patience.file });
  server.maxConnections = connections.all;
  // Read when the server begins to listen; Node.js itself takes it only where it makes the server, which Nest does.
  Object.assign(server, { connectionsCheckingInterval: patience.look });
  server.on('connect', refuseTunnel);
  server.on('connection', atMostPerAddress());
  const open = new OpenAnswers();
  // First of all listeners, and once Socket.IO has wrapped them: its answers can be left unread as well.
  server.once('listening', () => server.prependListener('request', open.note));
  server.on('timeout', open.endUnlessOurTurn);
  const stop = pollUnlessBusy(
    patience.sum,
    () => Promise.resolve(open.endLargest()),
    (error) => logger.error(error),
  );
  server.once('close', stop);
}

/** The answers that are not taken yet, by connection: being made, or waiting for their reader. */
class OpenAnswers {
  private readonly answers = new Map<Socket, Set<ServerResponse>>();

  readonly note = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    const ofSocket = this.answers.get(socket) ?? this.begin(socket);
    ofSocket.add(response);
    response.once('close', () => ofSocket.delete(response));
  };

  /** Whose answer is being made, a long poll's for example, is not idle; whose answer lies there, or nothing is asked, is. */
  readonly endUnlessOurTurn = (socket: Socket): void => {
    const isOurTurn = socket.writableLength === 0 && (this.answers.get(socket)?.size ?? 0) > 0;
    if (!isOurTurn) socket.destroy();
  };

  /** Many who take nothing fill the memory together: when there is too much, the connections that hold most of it go. */
  endLargest(): void {
    let sum = 0;
    const waiting: { socket: Socket; bytes: number }[] = [];
    for (const [socket, ofSocket] of this.answers) {
      const bytes = untakenOf(socket, ofSocket);
      if (bytes === 0) continue;
      sum += bytes;
      waiting.push({ socket, bytes });
    }
    if (sum <= untaken) return;
    waiting.sort((one, other) => other.bytes - one.bytes);
    let ended = 0;
    for (const { socket, bytes } of waiting) {
      if (sum <= untaken / 2) break;
      socket.destroy();
      sum -= bytes;
      ended++;
    }
    logger.warn('answers that nobody takes filled the memory: their connections are ended', { ended });
  }

  private begin(socket: Socket): Set<ServerResponse> {
    const ofSocket = new Set<ServerResponse>();
    this.answers.set(socket, ofSocket);
    socket.once('close', () => {
      this.answers.delete(socket);
      // Of requests sent without waiting for answers only the first gets a `close`; what the others hold would be held for ever.
      setImmediate(() => ofSocket.forEach((response) => response.emit('close')));
    });
    return ofSocket;
  }
}

function untakenOf(socket: Socket, answers: Set<ServerResponse>): number {
  let bytes = socket.writableLength;
  for (const answer of answers) if (answer.socket === null) bytes += answer.writableLength;
  return bytes;
}

/** Of the internet only: behind a proxy everybody's connection is from its address, which is one of ours as a rule. */
function atMostPerAddress() {
  const open = new Tally<string>(connections.ofAddress);
  return (socket: Socket): void => {
    if (isNearby(socket.remoteAddress)) return;
    const key = addressKey(socket.remoteAddress);
    if (open.isFull(key)) return void socket.destroy();
    open.begin(key);
    socket.once('close', () => open.end(key));
  };
}

/** Nobody's proxy. Without a listener Node.js would end the connection without a word. */
function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
