/**
 * The control: a client as one would write it in ten minutes. It shows what is announced while it is connected, and what
 * it sends goes out once. Where it loses nothing, nothing happened, and the run proves nothing.
 */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../src/shared/events.js';
import type { SendView } from '../../../src/shared/messages.js';
import type { Answer } from '../../../src/shared/errors.js';
import type { View } from './checker/history.js';
import type { Place, Recorder } from './recorder.js';

/** Milliseconds. */
const patience = 10_000;

export class NaiveTab {
  readonly view: View;
  private readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  private written = 0;

  constructor(
    readonly name: string,
    readonly place: Place,
    private readonly recorder: Recorder,
  ) {
    const { url, cookie, roomId, address } = place;
    this.view = recorder.openView(name, place, true);
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie, origin: url },
      reconnectionDelayMax: 2_000,
    });
    this.socket.on('connect', () => this.socket.emit('join', { room: address }, () => undefined));
    // Who was turned away, as everybody is while the database is gone, comes again by themselves only.
    const again = () => !this.socket.active && setTimeout(() => this.socket.connect(), 1_000);
    this.socket.on('disconnect', again);
    this.socket.on('connect_error', again);
    this.socket.on('chat_message', (payload) => {
      if (payload.roomId === roomId) recorder.appended(this.view, payload.messages);
    });
  }

  get isJoined(): boolean {
    return this.socket.connected;
  }

  write(text: string): void {
    const clientId = randomUUID();
    this.recorder.wrote(this.name, this.place, { clientId, text, place: this.written++ }, true);
    if (!this.socket.connected) return;
    this.socket
      .timeout(patience)
      .emitWithAck('message', { roomId: this.place.roomId, clientId, text })
      .then(
        (answer: Answer<SendView>) => {
          this.recorder.replied(this.place, clientId, answer);
          if (answer.ok) this.recorder.settled(this.place, clientId, 'answered');
        },
        () => undefined,
      );
  }

  close(): void {
    this.socket.close();
  }
}
