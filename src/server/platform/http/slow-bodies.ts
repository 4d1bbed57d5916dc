/** How long a request may take to arrive. Node.js has one patience for all of them, and files take longer than forms. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const waits = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Ends connections whose request has not arrived after so many milliseconds, but for those that are let. */
export function endSlowBodies(server: Server, patience: number): void {
  // Node.js would end long uploads, too; for heads its own patience stays.
  server.requestTimeout = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.complete || !hasBody(request)) return;
    const timer = setTimeout(() => end(request, response), patience);
    waits.set(request, timer);
    const stop = () => clearTimeout(timer);
    request.once('end', stop).once('close', stop);
  });
}

/** This request may take as long as something of it keeps arriving. */
export function allowLongBody(request: IncomingMessage): void {
  clearTimeout(waits.get(request));
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function end({ socket }: IncomingMessage, response: ServerResponse): void {
  if (!response.headersSent && socket.writable)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  socket.destroySoon();
}
