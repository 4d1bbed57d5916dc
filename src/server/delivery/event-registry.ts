/** The handlers of the client events, found among all providers: each event has exactly one, and each is answered. */
import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { ClientEventDeclaration } from '../../shared/event-declarations.js';
import { type ClientEvent, clientEvents } from '../../shared/events.js';
import { weightOf } from '../../shared/rules/text-weight.js';
import { requireScope } from '../platform/access/scope.js';
import { parse } from '../platform/errors/validation.js';
import { refuse } from '../platform/sockets/answer.js';
import type { EventHandler, EventHandlers } from '../platform/sockets/events.js';
import { RateLimits } from '../platform/work/rate-limits.js';
import type { ErrorCode } from '../../shared/errors.js';
import type { ChatSocket } from '../platform/sockets/socket.js';
import type { Connection } from './connection.js';
import { EVENT } from './on.decorator.js';
import { SocketConnection } from './socket-connection.js';

const logger = new Logger('Event');

type Method = (connection: Connection, payload: unknown) => unknown;

@Injectable()
export class EventRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  /** One map for all sockets. Throws when an event has no handler, or two: that is a mistake in the code. */
  handlers(): EventHandlers {
    const handlers = new Map<unknown, EventHandler>();
    for (const { instance } of this.discovery.getProviders()) {
      for (const [event, method] of this.marked(instance)) {
        if (handlers.has(event)) throw new Error(`two methods carry out the event ${event}`);
        handlers.set(event, this.answering(event, clientEvents[event], method));
      }
    }
    const missing = Object.keys(clientEvents).filter((event) => !handlers.has(event));
    if (missing.length > 0) throw new Error(`nobody carries out the events ${missing.join(', ')}`);
    return handlers;
  }

  private marked(instance: unknown): [ClientEvent, Method][] {
    if (typeof instance !== 'object' || instance === null) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, Method>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name): [ClientEvent, Method][] => {
      const event = this.reflector.get<ClientEvent | undefined>(EVENT, prototype[name]!);
      return event === undefined ? [] : [[event, prototype[name]!.bind(instance)]];
    });
  }

  private answering(
    event: ClientEvent,
    { scope, limit, payload }: ClientEventDeclaration,
    carryOut: Method,
  ): EventHandler {
    return async (socket, input) => {
      const { user, language } = socket.data;
      try {
        requireScope(user.scope, scope);
        // Nothing is awaited for nothing: it is once for each message.
        if (this.limits.enabled) await this.limits.consume(limit, user.id, weightOf(input));
        const given = parse(payload, input);
        return { ok: true, value: await carryOut(new SocketConnection(socket), given) };
      } catch (error) {
        const refused = refuse(error, language);
        note(event, refused.error.code, socket);
        return refused;
      }
    };
  }
}

/** Who asks for what is not theirs is an event; what was too fast or malformed is told to who looks for an error. */
function note(event: ClientEvent, code: ErrorCode, { id, data }: ChatSocket): void {
  const level = code === 'forbidden' || code === 'not_found' ? 'log' : 'debug';
  logger[level](`${event} was refused: ${code}`, { socketId: id, userId: data.user.id });
}
