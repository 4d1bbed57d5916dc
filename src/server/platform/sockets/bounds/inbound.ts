/**
 * What a client may send: so many packets and bytes in a while. Above that it is closed without an answer, as answers are
 * what such a client wants to be given work for. A person's events have their own limits, far below, which are answered.
 */
import { Logger } from '@nestjs/common';
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws';
import { FewLines } from '../../telemetry/few-lines.js';

/** Bytes of one frame, or of one body by polling. A message takes 24 kB at most: 4,000 characters, each escaped. */
export const largestPacket = 100_000;

/** Pieces of one message (RFC 6455, 5.4); a browser sends one of this size in a single piece. */
const maxFragments = 64;

/** Points in a window of so many milliseconds: a packet costs one, and one more for each thousand bytes. */
const allowance = 1_000;
const span = 5_000;

const closed = new FewLines(new Logger('Socket'), 'warn');

/** What ws tells of a frame that came in; it answers pings by itself. */
const frames = new Set(['message', 'ping', 'pong']);

export class Inbound {
  /** Points that connections have used since the window began. An idle one has no entry. */
  private used = new WeakMap<object, number>();
  private since = 0;

  constructor(private readonly isLimited: boolean) {}

  /** WebSockets whose frames are counted before anything is made of them. */
  webSocketServer(): new (options: ServerOptions) => WebSocketServer {
    const mayTake = (connection: object, data: unknown) => this.take(connection, 1, bytesOf(data));

    class CountedWebSocket extends WebSocket {
      override emit(event: string, ...received: unknown[]): boolean {
        if (frames.has(event) && !mayTake(this, received[0])) {
          if (this.readyState === WebSocket.OPEN) warn();
          this.terminate();
          return false;
        }
        return (super.emit as (event: string, ...received: unknown[]) => boolean)(event, ...received);
      }
    }

    return class extends WebSocketServer {
      constructor(options: ServerOptions) {
        super({ ...options, WebSocket: CountedWebSocket, maxFragments });
      }
    };
  }

  /** Whether a connection may send so many packets more. */
  take(connection: object, packets: number, bytes: number): boolean {
    if (!this.isLimited) return true;
    const now = performance.now();
    if (now - this.since > span) {
      this.since = now;
      this.used = new WeakMap();
    }
    const points = (this.used.get(connection) ?? 0) + packets + bytes / 1_000;
    this.used.set(connection, points);
    return points <= allowance;
  }
}

const bytesOf = (data: unknown) => (data as { length?: number } | undefined)?.length ?? 0;

const warn = () => closed.say('Closed a connection: it sends more packets than anybody needs.');
