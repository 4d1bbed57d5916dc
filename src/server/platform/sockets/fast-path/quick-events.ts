/**
 * A socket's events without detours: straight from the decoder to the handler. Socket.IO copies the socket's middlewares,
 * waits for another turn and asks the listeners, for each event; and each socket would hold a listener for every event.
 */
import { AppError } from '../../errors/app-error.js';
import { refuse } from '../answer.js';
import type { EventHandler } from '../event-handlers.js';
import { type Acknowledge, OwedAnswers } from '../owed-answers.js';
import type { ChatSocket } from '../socket.js';

interface DispatchingSocket {
  /** Called with the event's name, its payload and, where the client wants an answer, the function that gives it. */
  dispatch(event: unknown[]): void;
}

const owedAnswers = new OwedAnswers();
const ignore: Acknowledge = () => undefined;

/** Only what `handlers` has ever reaches any code: a stock socket would throw at an event of the name `error`. */
export function quickenEvents(socket: ChatSocket, handlers: ReadonlyMap<unknown, EventHandler>): void {
  (socket as unknown as DispatchingSocket).dispatch = ([event, ...received]) => {
    if (!socket.connected) return;
    const last = received.at(-1);
    const acknowledge = typeof last === 'function' ? (last as Acknowledge) : ignore;
    const handle = handlers.get(event);
    if (handle) owedAnswers.give(handle(socket, received[0]), acknowledge, socket.data.language);
    else acknowledge(refuse(unknownEvent(), socket.data.language));
  };
}

const unknownEvent = () =>
  new AppError('invalid', 'There is no such event. Reload the page to get the current version.');
