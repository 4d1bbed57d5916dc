/** The socket: signed in by the session, asked with an answer in time, and back by itself after an outage. */
import { io, type Manager, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Answer } from '../../shared/errors.js';
import type {
  ClientEvent,
  EventValue,
  ClientToServerEvents,
  ServerToClientEvents,
} from '../../shared/events.js';

export type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
export type Payload<Event extends ClientEvent> = Parameters<ClientToServerEvents[Event]>[0];

export interface ConnectionListener {
  connected(): void;
  disconnected(): void;
  /** The session is over, or this address is banned: nothing is tried any more. */
  signedOut(): void;
}

/** Where to, and how; a page needs none of it: its own server, its own cookie. */
interface ConnectionOptions extends Partial<ManagerOptions & SocketOptions> {
  url?: string;
  random?: () => number;
}

/** Milliseconds. The server answers within 5 s; after this an answer is not coming. */
const patience = 10_000;
/** Milliseconds for which somebody who has just opened a page waits to be connected. */
const connectedWithin = 5_000;

export class Connection {
  readonly socket: ChatSocket;
  private readonly firstDelay: number;
  private isOver = false;
  private isLost = false;

  constructor(
    private readonly listener: ConnectionListener,
    { url, random = Math.random, ...options }: ConnectionOptions = {},
  ) {
    this.firstDelay = 1_000 + random() * 2_000;
    this.socket = io(url, {
      // In the browser there is no other: see bin/build.mjs.
      transports: ['websocket'],
      // Spread, or everybody would be back in the same second after a restart.
      reconnectionDelay: this.firstDelay,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
      ...options,
    });
    hearEarlyClose(this.socket.io);
    this.socket.on('connect', () => {
      this.isLost = false;
      listener.connected();
    });
    this.socket.on('disconnect', () => this.lost());
    this.socket.on('signed_out', () => this.signedOut());
    this.socket.on('connect_error', (error) => {
      const { data } = error as Error & { data?: { code?: string } };
      // A banned address is told why on the page that this leads to.
      if (data?.code === 'unauthenticated' || data?.code === 'forbidden') this.signedOut();
      else this.lost();
    });
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  /** It was lost, or could not be made: the server is not to be reached for now. */
  get isAway(): boolean {
    return this.isLost && !this.isConnected;
  }

  /** Asks the server. Rejects when no answer comes: whether it was carried out is then unknown. */
  async ask<Event extends ClientEvent>(
    event: Event,
    payload: Payload<Event>,
  ): Promise<Answer<EventValue<Event>>> {
    if (!this.isConnected) throw new Error('not connected');
    const socket = this.socket.timeout(patience);
    const emit = socket.emitWithAck.bind(socket) as (
      event: ClientEvent,
      payload: unknown,
    ) => Promise<Answer<EventValue<Event>>>;
    return emit(event, payload);
  }

  /** Resolves when there is a connection; rejects when there is none in some seconds. */
  async soon(): Promise<void> {
    if (this.isConnected) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('not connected')), connectedWithin);
      this.socket.once('connect', () => (clearTimeout(timer), resolve()));
    });
  }

  /** Resolves once it is known whether the server is to be reached. */
  async settled(): Promise<void> {
    if (this.isConnected || this.isAway) return;
    await new Promise<void>((resolve) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', () => resolve());
    });
  }

  /** For good: no more attempts. */
  close(): void {
    this.isOver = true;
    this.socket.close();
  }

  /** The network is back: now, not after the pause that the last attempts have earned. */
  hurry(): void {
    if (this.isOver || this.isConnected) return;
    this.lost();
    this.socket.disconnect().connect();
  }

  /** There is no connection, as far as anybody knows. */
  lost(): void {
    if (this.isOver) return;
    this.isLost = true;
    this.listener.disconnected();
    // Where the server itself closed or refused, socket.io would not try again.
    if (!this.socket.active) setTimeout(() => !this.isOver && this.socket.connect(), this.firstDelay);
  }

  private signedOut(): void {
    if (this.isOver) return;
    this.close();
    this.listener.signedOut();
  }
}

/**
 * A manager that is opening a connection hears of errors only: one that is closed before its first packet, as by a network that
 * changes just then, is waited for until the timeout of 20 s. As an error it is tried again at once.
 */
function hearEarlyClose(manager: Manager): void {
  const open = manager.open.bind(manager);
  const hear = () => {
    const { engine } = manager;
    const failing = engine as unknown as { emitReserved(event: 'error', error: Error): void };
    engine.once('close', (reason) => {
      if (manager._readyState === 'opening') failing.emitReserved('error', new Error(reason));
    });
  };
  manager.open = (done) => {
    const isNew = manager._readyState === 'closed';
    open(done);
    if (isNew) hear();
    return manager;
  };
  if (manager._readyState === 'opening') hear();
}
