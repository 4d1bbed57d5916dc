/** The socket: signed in by the session's cookie, asked with an answer in time, and back by itself after an outage. */
import { io, type Socket } from 'socket.io-client';
import type { Answer } from '../../shared/errors.js';
import type {
  ClientEvent,
  EventValue,
  ClientToServerEvents,
  ServerToClientEvents,
} from '../../shared/events.js';

export type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Payload<Event extends ClientEvent> = Parameters<ClientToServerEvents[Event]>[0];

/** Milliseconds. The server answers within 5 s; after this an answer is not coming. */
const patience = 10_000;

export class Connection {
  readonly socket: ChatSocket;
  private readonly firstDelay = 1_000 + Math.random() * 2_000;
  private isOver = false;

  constructor(private readonly listener: { connected(): void; disconnected(): void }) {
    this.socket = io({
      transports: ['websocket', 'polling'],
      // Spread, or everybody would be back in the same second after a restart.
      reconnectionDelay: this.firstDelay,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    });
    // Whoever signs out here knows: the form leads on, not we.
    document.addEventListener('submit', ({ target }) => {
      if ((target as HTMLFormElement).matches('[action="/logout"]')) this.close();
    });
    window.addEventListener('offline', () => !this.isConnected && this.lost());
    window.addEventListener('online', () => this.hurry());
    this.socket.on('connect', () => listener.connected());
    this.socket.on('disconnect', () => this.lost());
    this.socket.on('connect_error', (error) => {
      const { data } = error as Error & { data?: { code?: string } };
      // A banned address is told why on the page that this leads to.
      if (data?.code === 'unauthenticated' || data?.code === 'forbidden') this.signInAgain();
      else this.lost();
    });
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  /** Asks the server. Rejects when no answer comes: whether it was carried out is then unknown. */
  async ask<Event extends ClientEvent>(
    event: Event,
    payload: Payload<Event>,
  ): Promise<Answer<EventValue<Event>>> {
    if (!this.isConnected) throw new Error('not connected');
    const emit = this.socket.timeout(patience).emitWithAck.bind(this.socket.timeout(patience)) as (
      event: ClientEvent,
      payload: unknown,
    ) => Promise<Answer<EventValue<Event>>>;
    return emit(event, payload);
  }

  /** The session is over: no more attempts, but a way back to this page. */
  signInAgain(): void {
    if (this.isOver) return;
    this.close();
    location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  }

  private close(): void {
    this.isOver = true;
    this.socket.close();
  }

  /** The network is back: now, not after the pause that the last attempts have earned. */
  private hurry(): void {
    if (this.isOver || this.isConnected) return;
    this.lost();
    this.socket.disconnect().connect();
  }

  private lost(): void {
    if (this.isOver) return;
    this.listener.disconnected();
    // Where the server itself closed or refused, socket.io would not try again.
    if (!this.socket.active) setTimeout(() => !this.isOver && this.socket.connect(), this.firstDelay);
  }
}
