/** How long a request may take to arrive. Node.js has one patience for all of them, and files take longer than forms. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Milliseconds. */
interface Patience {
  /** For all of a request. */
  whole: number;
  /** For the next byte of one that may take long; looked at so often, so up to twice as much. */
  silence: number;
}

const lengthen = new WeakMap<IncomingMessage, () => void>();

/** Ends connections whose request has not arrived after some time, or, for those that are let, of whose request nothing arrives. */
export function endSlowBodies(server: Server, { whole, silence }: Patience): void {
  // Node.js would end long uploads, too; for heads its own patience stays.
  server.requestTimeout = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.complete || !hasBody(request)) return;
    let timer = setTimeout(() => end(request, response), whole);
    const stop = () => clearTimeout(timer);
    request.once('end', stop).once('close', stop);
    lengthen.set(request, () => {
      stop();
      if (!request.destroyed) timer = endOnceSilent(request, silence);
    });
  });
}

/** This request may take as long as something of it keeps arriving. */
export function allowLongBody(request: IncomingMessage): void {
  lengthen.get(request)?.();
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** A telephone that lost its network says no goodbye. The server's own timeout comes once, and waits where an answer is owed. */
function endOnceSilent(request: IncomingMessage, silence: number): NodeJS.Timeout {
  const { socket } = request;
  let before = socket.bytesRead;
  return setInterval(() => {
    // What has come and is not taken yet, by a slow disk for example, is nobody's silence: the line is not read meanwhile.
    const isSilent = socket.bytesRead === before && request.readableLength === 0;
    if (isSilent && !request.complete) socket.destroy();
    before = socket.bytesRead;
  }, silence);
}

function end({ socket }: IncomingMessage, response: ServerResponse): void {
  if (!response.headersSent && socket.writable)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  socket.destroySoon();
}
