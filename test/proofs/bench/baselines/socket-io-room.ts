/** A room on bare Socket.IO that emits each message. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { type Asked, joined, nextMessage, roomId } from './room.js';

type Acknowledge = (answer: object) => void;

const http = createServer();
const server = new Server(http, { serveClient: false, perMessageDeflate: false });

server.on('connection', (socket) => {
  socket.on('join', async (_: Asked, acknowledge: Acknowledge) => {
    await socket.join('room');
    acknowledge(joined());
  });
  socket.on('message', ({ text = '' }: Asked, acknowledge: Acknowledge) => {
    const message = nextMessage(text);
    server.to('room').emit('chat_message', { roomId, messages: [message] });
    acknowledge({ ok: true, value: message });
  });
});
http.listen(0, '127.0.0.1', () =>
  console.log(`ready at http://127.0.0.1:${(http.address() as { port: number }).port}`),
);
