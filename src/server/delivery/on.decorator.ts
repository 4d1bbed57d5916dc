import { SetMetadata } from '@nestjs/common';
import type { ClientEvent, EventValue, Payload } from '../../shared/events.js';
import type { Connection } from './connection.js';

type Handler<Event extends ClientEvent> = (
  connection: Connection,
  payload: Payload<Event>,
) => Promise<EventValue<Event>> | EventValue<Event>;

/** Under this name a method keeps its event. */
export const EVENT = 'samovar:event';

/**
 * Marks the method that carries out a client event, as `clientEvents` declares it. It is called with the parsed payload by
 * whoever the declaration lets through, and returns the value of the answer, or throws.
 */
export function On<Event extends ClientEvent>(event: Event) {
  return <Method extends Handler<Event>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    SetMetadata(EVENT, event)(target, key, descriptor);
  };
}
