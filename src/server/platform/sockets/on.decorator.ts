import { SubscribeMessage } from '@nestjs/websockets';
import { PARAM_ARGS_METADATA } from '@nestjs/websockets/constants.js';
import { requireScope } from '../access/scope.js';
import { parse } from '../errors/validation.js';
import type { Answer } from '../../../shared/errors.js';
import {
  type ClientEvent,
  clientEvents,
  type EventValue,
  type Payload,
  readingEvents,
} from '../../../shared/events.js';
import { refuse } from './answer.js';
import type { ChatSocket } from './socket.js';

type Handler<Event extends ClientEvent> = (
  socket: ChatSocket,
  payload: Payload<Event>,
) => Promise<EventValue<Event>> | EventValue<Event>;

/**
 * Marks a gateway's method as the handler of a client event. It is called with the parsed payload and returns the
 * value of the answer, or throws; either way the client is answered, because Nest drops what a handler throws.
 */
export function On<Event extends ClientEvent>(event: Event) {
  return <Method extends Handler<Event>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const handle = descriptor.value!;
    const answer = async function (
      this: unknown,
      socket: ChatSocket,
      input: unknown,
    ): Promise<Answer<unknown>> {
      try {
        requireScope(socket.data.user.scope, readingEvents.has(event) ? 'read' : 'write');
        const payload = parse(clientEvents[event], input) as Payload<Event>;
        return { ok: true, value: await handle.call(this, socket, payload) };
      } catch (error) {
        return refuse(error, socket.data.language);
      }
    };
    descriptor.value = answer as unknown as Method;
    SubscribeMessage(event)(target, key, descriptor);
    // No parameter is left to Nest's pipes, which await several promises an event even where there are none.
    Reflect.defineMetadata(PARAM_ARGS_METADATA, {}, target.constructor, key);
  };
}
