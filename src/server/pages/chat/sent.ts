/** What a form that sends does once it is sent, or where it went back to. */
import { randomUUID } from 'node:crypto';
import { clientId } from '../../../shared/ids.js';
import { emptyMessage, type SendView } from '../../../shared/messages.js';
import { isBlank } from '../../../shared/text.js';
import { roomPath } from '../../../shared/paths.js';
import type { RoomView } from '../../../shared/rooms.js';
import { parseCommand } from '../../../shared/rules/commands.js';
import { AppError } from '../../platform/errors/app-error.js';
import { typed } from '../../platform/http/forms.js';

/** Something else was sent under the same id. */
export const isConflict = (error: unknown): boolean => error instanceof AppError && error.code === 'conflict';

/** Somebody went back to a form that was sent, and wrote another text. */
export const sentOtherwise = () =>
  new AppError('conflict', 'This page has sent another text already. Send this one again as a new message.');

/** Under which a form sends, as often as it comes. */
export class SendId {
  private id?: string;

  constructor(body: unknown) {
    this.id = clientId.safeParse(typed(body, 'clientId')).data;
  }

  /** For the form that is shown again: a new one where what it sent was something else. */
  get shown(): { clientId?: string } {
    return this.id === undefined ? {} : { clientId: this.id };
  }

  /** Throws what whoever sent is told of this error. */
  refuse(error: unknown): never {
    if (!isConflict(error)) throw error;
    this.id = randomUUID();
    throw sentOtherwise();
  }
}

/** Where a form leads back to: the room, at what was sent. */
export function pathAfter(sent: SendView, room: RoomView, text: string): string {
  const path = roomPath(room.address);
  if ('help' in sent) return `${path}?help=1`;
  if ('room' in sent) return path;
  if (sent.roomId === room.id) return `${path}#m${sent.seq}`;
  const command = parseCommand(text);
  return command.name === 'pm' ? `${path}?sentTo=${encodeURIComponent(command.to)}` : path;
}

/** What a form says, beside the files that came with it. Throws `invalid` where it says nothing and has none. */
export function said<Form extends { text: string }>(form: Form, files: number[]): Form {
  if (files.length === 0 && isBlank(form.text)) throw new AppError('invalid', emptyMessage);
  return form;
}

/** The form asked whether to tell whom it answers, and the tick was taken away. */
export const isQuiet = (body: unknown): boolean =>
  typed(body, 'asksTell') !== '' && typed(body, 'tell') === '';
