/**
 * A socket's events without detours: straight from the decoder to the handler. Socket.IO copies the socket's middlewares,
 * waits for another turn and asks the listeners, for each event; and each socket would hold a listener for every event.
 */
import { type EventHandlers, take } from '../events.js';
import type { ChatSocket } from '../socket.js';

/** Called with the event's name, its payload and, where the client wants an answer, the function that gives it. */
type Dispatch = (this: ChatSocket, event: unknown[]) => void;

/** One for all sockets that have the same handlers, as each closure would add to what an idle one takes. */
const dispatchers = new WeakMap<EventHandlers, Dispatch>();

/** Only what `handlers` has ever reaches any code: a stock socket would throw at an event of the name `error`. */
export function quickenEvents(socket: ChatSocket, handlers: EventHandlers): void {
  let dispatch = dispatchers.get(handlers);
  if (!dispatch) dispatchers.set(handlers, (dispatch = dispatcherTo(handlers)));
  Object.assign(socket, { dispatch });
}

const dispatcherTo = (handlers: EventHandlers): Dispatch =>
  function ([event, ...received]) {
    take(this, handlers, event, received);
  };
