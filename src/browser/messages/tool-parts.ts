/** What the tools of messages work with: of a room, or of a thread beside it. */
import type { Mentionable } from '../composer/completion.js';
import type { Role, UserView } from '../../shared/people.js';
import type { ShownMessage } from '../core/stretch.js';
import type { Scroller } from '../ui/scroller.js';
import type { Changing } from './changing.js';
import type { MessageList } from './message-list.js';

export interface ToolParts {
  elements: ToolElements;
  me: UserView & { role: Role; canPin: boolean };
  messages: MessageList;
  scroller: Scroller;
  changing: Changing;
  writing: Writing;
  markUnread: (seq: number) => Promise<void>;
  /** Whom an edited message can call. */
  people: Mentionable;
}

interface ToolElements {
  main: HTMLElement;
  log: HTMLElement;
  /** The composer's field, where the reader may write. */
  field: HTMLTextAreaElement | null;
}

/** Where the reader writes. */
interface Writing {
  /** Undefined where they may not. */
  answer: ((message: ShownMessage) => void) | undefined;
  /** Undefined in a conversation of two. */
  privately: ((username: string) => void) | undefined;
  /** Undefined in a thread. */
  thread: ((message: ShownMessage) => void) | undefined;
}
