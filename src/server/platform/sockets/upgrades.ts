/**
 * Requests that ask to go on by another protocol. A WebSocket on the socket's path is one; anything else is an ordinary
 * request, as a server may ignore the wish (RFC 9110, 7.8): `curl --http2` and Java's HttpClient send `Upgrade: h2c` with
 * each first request. Node.js hands all of them over and answers none.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type Listener = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

/** Leaves to those who listen now what is a WebSocket on a path that begins with `path`. */
export function upgradeOnly(path: string, server: Server): void {
  const takers = server.listeners('upgrade') as Listener[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const isWebSocket =
      request.headers.upgrade?.toLowerCase() === 'websocket' && request.url?.startsWith(path);
    if (!isWebSocket) return serveOrdinarily(server, request, stream, head);
    for (const take of takers) take.call(server, request, stream, head);
  });
}

/** Puts back what was read, without the wish, and lets the server begin anew: its parser has let go of the stream. */
function serveOrdinarily(server: Server, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]!.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  stream.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', stream);
}
