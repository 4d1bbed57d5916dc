/** One Socket.IO connection, its framing spoken by hand. */
import type { Answer } from '../../../../src/shared/errors.js';
import type { ClientEvent, EventValue } from '../../../../src/shared/events.js';
import { Wire } from './wire.js';

const [zero, two, three, four] = [48, 50, 51, 52];

/** Milliseconds. The server promises an answer within 5 s. */
const patience = 15_000;

export type Done<Event extends ClientEvent> = (answer: Answer<EventValue<Event>>) => void;

export class ChatClient {
  isOpen = false;
  /** Called with each `42[…]` frame; the bytes are only good during the call. */
  onEvent: (bytes: Buffer, start: number, end: number) => void = () => undefined;
  private readonly wire: Wire;
  private readonly waiting = new Map<number, (answer: never) => void>();
  private lastAsk = 0;
  private settle: (error?: Error) => void = () => undefined;

  /** Resolves once the namespace is connected. */
  static connect(url: string, cookie?: string): Promise<ChatClient> {
    return new Promise((resolve, reject) => {
      const client = new ChatClient(url, cookie);
      const timer = setTimeout(() => client.fail('not connected in time'), patience);
      client.settle = (error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(client);
      };
    });
  }

  private constructor(url: string, cookie: string | undefined) {
    const headers = { Origin: url, ...(cookie !== undefined && { Cookie: cookie }) };
    this.wire = new Wire(url, '/socket.io/?EIO=4&transport=websocket', headers, {
      open: () => undefined,
      text: (bytes, start, end) => this.take(bytes, start, end),
      closed: (reason) => this.closed(reason),
    });
  }

  /** How many requests have no answer yet. */
  get unanswered(): number {
    return this.waiting.size;
  }

  /** Sends a request; `done` gets its answer, and is not called when none comes. */
  ask<Event extends ClientEvent>(event: Event, payload: object, done: Done<Event>): void {
    const id = ++this.lastAsk;
    this.waiting.set(id, done);
    this.wire.send(`42${id}${JSON.stringify([event, payload])}`);
  }

  /** Asks for what must be granted. */
  must<Event extends ClientEvent>(event: Event, payload: object): Promise<EventValue<Event>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${event} was not answered`)), patience);
      this.ask(event, payload, (answer) => {
        clearTimeout(timer);
        if (answer.ok) resolve(answer.value);
        else reject(new Error(`${event} was refused: ${answer.error.message}`));
      });
    });
  }

  close(): void {
    this.wire.close();
  }

  private take(bytes: Buffer, start: number, end: number): void {
    if (bytes[start] === two) return this.wire.send('3');
    if (bytes[start] === zero) return this.wire.send('40');
    if (bytes[start] !== four) return;
    const kind = bytes[start + 1];
    if (kind === two) this.onEvent(bytes, start, end);
    else if (kind === three) this.answer(bytes.toString('utf8', start + 2, end));
    else if (kind === zero) this.opened();
    else this.fail(bytes.toString('utf8', start, end));
  }

  private answer(text: string): void {
    const at = text.indexOf('[');
    const id = Number(text.slice(0, at));
    const done = this.waiting.get(id);
    this.waiting.delete(id);
    done?.((JSON.parse(text.slice(at)) as [never])[0]);
  }

  private opened(): void {
    this.isOpen = true;
    this.settle();
  }

  private closed(reason: string): void {
    this.isOpen = false;
    this.settle(new Error(reason));
  }

  private fail(reason: string): void {
    this.settle(new Error(reason));
    this.close();
  }
}
