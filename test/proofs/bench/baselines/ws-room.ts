/** A room on bare `ws`: one frame made per message and sent to everybody. It speaks just enough of Socket.IO's framing. */
import { type WebSocket, WebSocketServer } from 'ws';
import { type Asked, joined, nextMessage, roomId } from './room.js';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const everybody = new Set<WebSocket>();

server.on('connection', (socket) => {
  socket.send('0{"sid":"bare"}');
  socket.on('message', (data: Buffer) => take(socket, data.toString()));
  socket.on('close', () => everybody.delete(socket));
});
server.on('listening', () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as { port: number }).port}`),
);

function take(socket: WebSocket, frame: string): void {
  if (frame === '40') return socket.send('40{"sid":"bare"}');
  if (!frame.startsWith('42')) return;
  const at = frame.indexOf('[');
  const [event, payload] = JSON.parse(frame.slice(at)) as [string, Asked];
  const answer = event === 'join' ? join(socket) : { ok: true, value: say(payload.text ?? '') };
  socket.send(`43${frame.slice(2, at)}${JSON.stringify([answer])}`);
}

function join(socket: WebSocket) {
  everybody.add(socket);
  return joined();
}

function say(text: string) {
  const message = nextMessage(text);
  const frame = Buffer.from(`42${JSON.stringify(['chat_message', { roomId, messages: [message] }])}`);
  for (const socket of everybody) socket.send(frame, { binary: false });
  return message;
}
