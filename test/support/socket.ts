import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Answer, ErrorView } from '../../src/shared/errors.js';
import type {
  ClientEvent,
  EventValue,
  ClientToServerEvents,
  ServerEvent,
  ServerEvents,
  ServerToClientEvents,
} from '../../src/shared/events.js';
import type { JoinView, MessageView } from '../../src/shared/messages.js';

/** Milliseconds until somebody who waits gives up: long, as it is only spent where something is broken. */
export const patience = process.env.CI ? 60_000 : 30_000;

type Input<Event extends ClientEvent> = Parameters<ClientToServerEvents[Event]>[0];

/** One browser tab's socket, by a stock client, that remembers everything it was told. */
export class Tab {
  readonly received: { event: ServerEvent; payload: unknown }[] = [];

  private constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    socket.onAny((event: ServerEvent, payload: unknown) => this.received.push({ event, payload }));
  }

  /** Connects with a cookie, or an API token instead; rejects with the connect_error. */
  static async open(
    url: string,
    cookie: string,
    options: {
      transports?: string[];
      origin?: string;
      headers?: Record<string, string>;
      token?: string;
    } = {},
  ): Promise<Tab> {
    const tab = new Tab(
      io(url, {
        transports: options.transports ?? ['websocket'],
        extraHeaders: { cookie, origin: options.origin ?? url, ...options.headers },
        auth: options.token === undefined ? {} : { token: options.token },
        forceNew: true,
        reconnection: false,
      }),
    );
    await new Promise<void>((resolve, reject) => {
      tab.socket.once('connect', resolve);
      tab.socket.once('connect_error', reject);
    });
    return tab;
  }

  /** Asks and waits for the answer, refusals included. */
  ask<Event extends ClientEvent>(event: Event, payload: Input<Event>): Promise<Answer<EventValue<Event>>> {
    const emit = this.socket.timeout(patience).emitWithAck.bind(this.socket.timeout(patience)) as (
      event: Event,
      payload: Input<Event>,
    ) => Promise<Answer<EventValue<Event>>>;
    return emit(event, payload);
  }

  /** Asks for what must be granted. */
  async must<Event extends ClientEvent>(event: Event, payload: Input<Event>): Promise<EventValue<Event>> {
    const answer = await this.ask(event, payload);
    if (!answer.ok) throw new Error(`${event} was refused: ${answer.error.code} ${answer.error.message}`);
    return answer.value;
  }

  /** Asks for what must be refused. */
  async refusal<Event extends ClientEvent>(event: Event, payload: unknown): Promise<ErrorView> {
    const answer = await this.ask(event, payload as Input<Event>);
    if (answer.ok) throw new Error(`${event} was granted: ${JSON.stringify(answer.value)}`);
    return answer.error;
  }

  join(room: string, rev?: number): Promise<JoinView> {
    return this.must('join', { room, rev });
  }

  async say(roomId: number, text: string, clientId: string = randomUUID()): Promise<MessageView> {
    return (await this.must('message', { roomId, clientId, text })) as MessageView;
  }

  /** All payloads of an event so far. */
  all<Event extends ServerEvent>(event: Event): ServerEvents[Event][] {
    return this.received
      .filter((each) => each.event === event)
      .map((each) => each.payload as ServerEvents[Event]);
  }

  /** The messages of a room that came live, in the order in which they came. */
  messages(roomId: number): MessageView[] {
    return this.all('chat_message')
      .filter((payload) => payload.roomId === roomId)
      .flatMap((payload) => payload.messages);
  }

  /** Waits until the event has come with a payload that fits, and returns that. */
  async until<Event extends ServerEvent>(
    event: Event,
    fits: (payload: ServerEvents[Event]) => boolean = () => true,
  ): Promise<ServerEvents[Event]> {
    await eventually(() => this.all(event).some(fits), `${event} never came`);
    return this.all(event).find(fits)!;
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Waits until something is true. */
export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  otherwise: string,
  within = patience,
): Promise<void> {
  const end = Date.now() + within;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Repeats expectations until all of them hold; what fails in the end is the last try. */
export async function soon(expectations: () => void | Promise<void>, within = patience): Promise<void> {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await expectations();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * The most milliseconds that what is promised within so many may take here: tests share their machine, and CI's stands still
 * at times.
 */
export const promised = (milliseconds: number) => milliseconds * (process.env.CI ? 10 : 3);
