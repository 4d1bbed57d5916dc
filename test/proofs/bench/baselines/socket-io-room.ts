/** Rooms on bare Socket.IO that emits each message. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { type Asked, joined, nextMessage, roomAt } from './room.js';

type Acknowledge = (answer: object) => void;

const http = createServer();
const server = new Server(http, { serveClient: false, perMessageDeflate: false });

server.on('connection', (socket) => {
  socket.on('join', async ({ room: address = '' }: Asked, acknowledge: Acknowledge) => {
    const room = roomAt(address);
    await socket.join(`room:${room.id}`);
    acknowledge(joined(room));
  });
  socket.on('message', ({ roomId = 0, text = '' }: Asked, acknowledge: Acknowledge) => {
    const message = nextMessage(roomId, text);
    server.to(`room:${roomId}`).emit('chat_message', { roomId, messages: [message] });
    acknowledge({ ok: true, value: message });
  });
});
http.listen(0, '127.0.0.1', () =>
  console.log(`ready at http://127.0.0.1:${(http.address() as { port: number }).port}`),
);
