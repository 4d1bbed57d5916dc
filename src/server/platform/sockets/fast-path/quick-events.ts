/**
 * A socket's events without detours: straight from the decoder to the handler. Socket.IO copies the socket's middlewares,
 * waits for another turn and asks the listeners, for each event; and each socket would hold a listener for every event.
 */
import { type EventHandlers, take } from '../events.js';
import type { ChatSocket } from '../socket.js';

interface DispatchingSocket {
  /** Called with the event's name, its payload and, where the client wants an answer, the function that gives it. */
  dispatch(event: unknown[]): void;
}

/** Only what `handlers` has ever reaches any code: a stock socket would throw at an event of the name `error`. */
export function quickenEvents(socket: ChatSocket, handlers: EventHandlers): void {
  (socket as unknown as DispatchingSocket).dispatch = ([event, ...received]) =>
    take(socket, handlers, event, received);
}
