/** What a thread needs of the room that it stands beside. */
import type { MeView } from '../../shared/memberships.js';
import type { MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import type { Ignoring } from '../core/ignoring.js';
import type { UnsentFile } from '../core/carried-files.js';
import type { OutboxListener } from '../core/outbox.js';
import type { Answered, Unsent } from '../core/unsent.js';
import type { LogReader } from '../core/room-log.js';
import type { RoomSession } from '../core/room-session.js';
import type { ShownMessage, Stretch } from '../core/stretch.js';
import type { MessageList } from '../messages/message-list.js';
import type { UnsentFiles } from '../messages/waiting-list.js';
import type { Scroller } from '../ui/scroller.js';

interface BesideRoom {
  readonly id: number;
  readonly session: RoomSession;
  readonly messages: MessageList;
  readonly stretch: Stretch;
  readonly status: { tell(sentence: string): void };
  readonly sending: {
    beside: OutboxListener | undefined;
    write(text: string, answers: Answered | undefined, files: UnsentFile[], noPreview?: boolean): void;
  };
  /** Hears what the room hears. */
  beside: LogReader | undefined;
}

interface Composer {
  readonly answering: { changed(message: ShownMessage, quote: () => string): void };
  answer(message: ShownMessage): void;
}

interface ComposerListener {
  sent(text: string, answers: Answered | undefined, files: UnsentFile[], noPreview?: boolean): void;
  typing(): void;
  answers(): Answered;
}

type Answer = ((message: ShownMessage) => void) | undefined;

interface ToolElements {
  main: HTMLElement;
  log: HTMLElement;
  field: HTMLTextAreaElement | null;
}

export interface ThreadParts {
  room: BesideRoom;
  me: MeView;
  connection: Connection;
  ignoring: Ignoring;
  /** Whether the reader may write in the room, once they are a member. */
  canWrite: boolean;
  /** Where their draft for the room is kept. */
  draftKey: string;
  typing: () => void;
  uploads: UnsentFiles;
  compose: (
    form: HTMLFormElement,
    field: HTMLTextAreaElement,
    key: string,
    listener: ComposerListener,
  ) => Composer;
  /** What can be done with messages; `answer` begins an answer. */
  equip(elements: ToolElements, list: MessageList, scroller: Scroller, answer: Answer): void;
}

/** That it answers the first message needs no words in its thread. */
export function plain(message: MessageView): MessageView {
  if (message.replyTo !== message.threadId) return message;
  const { replyTo, quoted, ...rest } = message;
  return replyTo === undefined && !quoted ? message : rest;
}

/** The same of what is on its way. */
export function plainUnsent(unsent: Unsent): Unsent {
  const { answers, ...rest } = unsent;
  return answers?.id === answers?.threadId ? rest : unsent;
}
