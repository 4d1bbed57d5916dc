/** Everything that crosses the socket. The schemas check what comes in; the types bind both sides to the same names. */
import { z } from 'zod';
import type { Answer } from './errors.js';
import { limits } from './limits.js';
import { address, username } from './names.js';
import { clientId, emoji, id, messageText, seq } from './text.js';
import type { HistoryView, JoinView, MessageView, ReadView, RoomView, SendView, UserView } from './views.js';

/** Client to server: event → payload. */
export const clientEvents = {
  join: z.object({ room: address, rev: seq.optional() }),
  leave: z.object({ roomId: id }),
  message: z.object({ roomId: id, clientId, text: messageText, replyTo: id.optional() }),
  private_message: z.object({ to: username, clientId, text: messageText }),
  history: z
    .object({
      roomId: id,
      before: seq.optional(),
      after: seq.optional(),
      around: seq.optional(),
      limit: z
        .number('A limit is a whole number.')
        .int('A limit is a whole number.')
        .min(1, 'Ask for one message at least.')
        .max(limits.historyPageMax, 'Ask for {{maximum}} messages at most.')
        .default(limits.historyPage),
    })
    .refine(
      ({ before, after, around }) => [before, after, around].filter((edge) => edge !== undefined).length <= 1,
      'Give one of before, after and around.',
    ),
  edit: z.object({ messageId: id, text: messageText }),
  delete: z.object({ messageId: id }),
  react: z.object({ messageId: id, emoji, on: z.boolean('Say with on whether to add or to take back.') }),
  typing: z.object({ roomId: id }),
  read: z.object({ roomId: id, seq, unread: z.boolean().optional() }),
};

/** What an API token with the scope `read` may ask; a join by it makes nobody a member. */
export const readingEvents: ReadonlySet<string> = new Set<keyof typeof clientEvents>([
  'join',
  'leave',
  'history',
]);

export type ClientEvent = keyof typeof clientEvents;
export type Payload<Event extends ClientEvent> = z.output<(typeof clientEvents)[Event]>;

/** Client to server: event → the value of its answer. */
export interface ClientEventValues {
  join: JoinView;
  leave: null;
  message: SendView;
  private_message: MessageView;
  history: HistoryView;
  edit: MessageView;
  delete: MessageView;
  react: MessageView;
  typing: null;
  read: ReadView;
}

export type ClientToServerEvents = {
  [Event in ClientEvent]: (
    payload: z.input<(typeof clientEvents)[Event]>,
    acknowledge: (answer: Answer<ClientEventValues[Event]>) => void,
  ) => void;
};

export interface PresenceChange {
  roomId: number;
  users: UserView[];
  /** How many people are online in the room now. */
  online: number;
}

/** Server to client: event → payload. */
export interface ServerEvents {
  chat_message: { roomId: number; messages: MessageView[] };
  message_changed: { roomId: number; message: MessageView };
  user_list: PresenceChange;
  user_join: PresenceChange;
  user_leave: PresenceChange;
  private_message: { from: UserView; message: MessageView };
  private_message_delivered: { to: UserView; message: MessageView };
  typing: { roomId: number; user: UserView };
  room_head: { roomId: number; seq: number; rev: number };
  room_changed: { room: RoomView };
  room_removed: { roomId: number };
  read: { roomId: number; lastReadSeq: number; unread: number };
  signed_out: { reason: string };
}

export type ServerEvent = keyof ServerEvents;
export type ServerToClientEvents = { [Event in ServerEvent]: (payload: ServerEvents[Event]) => void };
