/** Rooms on bare `ws`: one frame made per message and sent to everybody. It speaks just enough of Socket.IO's framing. */
import { type WebSocket, WebSocketServer } from 'ws';
import { type Asked, joined, nextMessage, roomAt } from './room.js';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
/** Who is in a room, by its id. */
const audiences = new Map<number, Set<WebSocket>>();

server.on('connection', (socket) => {
  socket.send('0{"sid":"bare"}');
  socket.on('message', (data: Buffer) => take(socket, data.toString()));
  socket.on('close', () => audiences.forEach((audience) => audience.delete(socket)));
});
server.on('listening', () =>
  console.log(`ready at http://127.0.0.1:${(server.address() as { port: number }).port}`),
);

function take(socket: WebSocket, frame: string): void {
  if (frame === '40') return socket.send('40{"sid":"bare"}');
  if (!frame.startsWith('42')) return;
  const at = frame.indexOf('[');
  const [event, payload] = JSON.parse(frame.slice(at)) as [string, Asked];
  const answer = event === 'join' ? join(socket, payload) : { ok: true, value: say(payload) };
  socket.send(`43${frame.slice(2, at)}${JSON.stringify([answer])}`);
}

function join(socket: WebSocket, { room: address = '' }: Asked) {
  const room = roomAt(address);
  const audience = audiences.get(room.id) ?? new Set();
  audiences.set(room.id, audience.add(socket));
  return joined(room);
}

function say({ roomId = 0, text = '' }: Asked) {
  const message = nextMessage(roomId, text);
  const frame = Buffer.from(`42${JSON.stringify(['chat_message', { roomId, messages: [message] }])}`);
  for (const socket of audiences.get(roomId) ?? []) socket.send(frame, { binary: false });
  return message;
}
