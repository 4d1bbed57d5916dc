/** Brings a socket's events to their handlers. Each is answered, those included that nobody knows. */
import type { Answer } from '../../../shared/errors.js';
import { AppError } from '../errors/app-error.js';
import { refuse } from './answer.js';
import { type Acknowledge, OwedAnswers } from './owed-answers.js';
import type { ChatSocket } from './socket.js';

export type EventHandler = (socket: ChatSocket, payload: unknown) => Promise<Answer<unknown>>;

/** Event → its handler. */
export type EventHandlers = ReadonlyMap<unknown, EventHandler>;

const owedAnswers = new OwedAnswers();
const ignore = () => undefined;

/** `received` is the payload and, where the client wants an answer, the function that gives it. */
export function take(socket: ChatSocket, handlers: EventHandlers, event: unknown, received: unknown[]): void {
  if (!socket.connected) return;
  const last = received.at(-1);
  const acknowledge: Acknowledge = typeof last === 'function' ? (last as Acknowledge) : ignore;
  const handle = handlers.get(event);
  if (handle) owedAnswers.give(handle(socket, received[0]), acknowledge, socket.data.language);
  else acknowledge(refuse(unknownEvent(), socket.data.language));
}

/** The stock way to a socket's events. */
export function takeAll(socket: ChatSocket, handlers: EventHandlers): void {
  socket.onAny((event: unknown, ...received: unknown[]) => take(socket, handlers, event, received));
  // Any client can send an event of this name, and where nobody listens to it, it is thrown.
  socket.on('error', ignore);
}

const unknownEvent = () =>
  new AppError('invalid', 'There is no such event. Reload the page to get the current version.');
