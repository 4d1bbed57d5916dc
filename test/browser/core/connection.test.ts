/** The browser's connection against a server, or what lies before it, that goes away in the middle. */
import { afterEach, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Connection } from '../../../src/browser/core/connection.js';
import { eventually } from '../../support/socket.js';

let server: Server;
let connection: Connection;
let attempts = 0;

afterEach(() => {
  connection.close();
  server.close();
});

/** RFC 6455, 4.2.2. */
const acceptOf = (key: string) =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** Says yes to a WebSocket, and nothing more. */
function closeAfterUpgrade(key: string, socket: Socket): void {
  attempts++;
  socket.end(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\n\r\n`,
  );
}

test('a connection that is closed before its first packet is tried again at once', async () => {
  server = createServer().listen(0, '127.0.0.1');
  server.on('upgrade', ({ headers }, socket) =>
    closeAfterUpgrade(headers['sec-websocket-key']!, socket as Socket),
  );
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const nothing = () => undefined;
  connection = new Connection(
    { connected: nothing, disconnected: nothing, signedOut: nothing },
    { url: `http://127.0.0.1:${port}`, random: () => 0, forceNew: true },
  );
  // Each attempt would take 20 s otherwise.
  await eventually(() => attempts === 3, 'it was not tried again', 20_000);
});
