import type { ServerEvent, ServerEvents } from '../../shared/events.js';
import type { ChatSocket } from '../platform/sockets/socket.js';
import type { Connection } from './connection.js';

/** A socket as a connection. It keeps nothing itself, so one can be made whenever it is needed. */
export class SocketConnection implements Connection {
  constructor(private readonly socket: ChatSocket) {}

  get id() {
    return this.socket.id;
  }

  get user() {
    return this.socket.data.user;
  }

  get sessionId() {
    return this.socket.data.sessionId;
  }

  get language() {
    return this.socket.data.language;
  }

  get groups() {
    return this.socket.rooms;
  }

  async enter(groups: string[]): Promise<void> {
    // The adapter would keep the groups of a socket that is gone for ever.
    if (this.socket.connected) await this.socket.join(groups);
  }

  async leave(group: string): Promise<void> {
    await this.socket.leave(group);
  }

  send<Event extends ServerEvent>(event: Event, payload: ServerEvents[Event]): void {
    (this.socket.emit as (event: Event, payload: ServerEvents[Event]) => boolean).call(
      this.socket,
      event,
      payload,
    );
  }

  close(reason: string): void {
    this.send('signed_out', { reason });
    this.socket.disconnect(true);
  }

  drop(): void {
    this.socket.conn.close();
  }
}
