/**
 * Everything that crosses the socket, one table each way. The server's checks, limits and rights, the types of both sides and
 * the documentation follow from it.
 */
import { z } from 'zod';
import { emoji } from './emoji.js';
import { activityNews, readActivity } from './activity.js';
import type { Answer } from './errors.js';
import { dateEvents } from './dates.js';
import type { ClientEventDeclaration, ServerEventDeclaration } from './event-declarations.js';
import { clientId, count, id, idView, seq } from './ids.js';
import { memberNews, membershipView, readView } from './memberships.js';
import {
  captionText,
  historyView,
  joinView,
  messageText,
  messageView,
  roomHistory,
  sentMessage,
  sendView,
} from './messages.js';
import { userView, username } from './people.js';
import { pinEvents } from './pins.js';
import { previewEvents } from './preview-events.js';
import { readerEvents } from './reader-events.js';
import { readOwnReactions } from './reactions.js';
import { reportNews } from './reports.js';
import { keepingNews } from './saved.js';
import { askedAbout, hereAmong, presenceChange, presenceChanged } from './presence.js';
import { address, roomView } from './rooms.js';
import { threadEvents, threadNews } from './threads.js';

export const clientEvents = {
  join: {
    summary: 'Open a room: hear it from now on, and get what changed since rev, or else the newest page',
    who: 'whoever may read the room; it makes them a member, unless they only look',
    scope: 'read',
    limit: 'join',
    payload: z.object({
      room: address.meta({ example: 'lobby' }).describe('its address'),
      rev: seq.optional().describe('the cursor: everything up to it is known'),
      look: z
        .boolean('Use true or false.')
        .optional()
        .describe('true: hear a room that is open to you without becoming a member of it'),
    }),
    value: joinView,
  },
  leave: {
    summary: 'Stop looking at a room; the membership stays',
    who: 'anybody who is signed in',
    scope: 'read',
    limit: 'join',
    payload: z.object({ roomId: id }),
    value: z.null(),
  },
  message: {
    summary: 'Write a message, or carry out the command with which the text begins',
    who: 'members who may write in the room',
    scope: 'write',
    limit: 'send',
    payload: sentMessage,
    value: sendView,
  },
  private_message: {
    summary: 'Write to one person',
    who: 'anybody who is signed in, to anybody whose account is not disabled',
    scope: 'write',
    limit: 'send',
    payload: z.object({ to: username, clientId, text: messageText }),
    value: messageView,
  },
  history: {
    summary: 'Read a page of messages: the newest, those before, after or around a seq, or from a time on',
    who: 'whoever may read the room',
    scope: 'read',
    limit: 'history',
    payload: roomHistory,
    value: historyView,
  },
  ...dateEvents,
  edit: {
    summary: 'Change the text of a message',
    who: 'its author',
    scope: 'write',
    limit: 'send',
    payload: z.object({ messageId: id, text: captionText }),
    value: messageView,
  },
  delete: {
    summary: 'Delete a message: its text is gone, its place stays',
    who: 'its author, and administrators',
    scope: 'write',
    limit: 'send',
    payload: z.object({ messageId: id }),
    value: messageView,
  },
  react: {
    summary: 'Add a reaction, or take it back',
    who: 'members',
    scope: 'write',
    limit: 'send',
    payload: z.object({
      messageId: id,
      emoji,
      on: z.boolean('Set on to true to add the reaction, or to false to take it back.'),
    }),
    value: messageView,
  },
  own_reactions: readOwnReactions,
  ...pinEvents,
  ...previewEvents,
  ...threadEvents,
  typing: {
    summary: 'Say that you are typing',
    who: 'whoever has opened the room on this connection',
    scope: 'write',
    limit: 'typing',
    payload: z.object({ roomId: id }),
    value: z.null(),
  },
  who_is_here: {
    summary: 'Which of these people are here, in whatever room: what presence_changed tells from then on',
    who: 'anybody who is signed in',
    scope: 'read',
    limit: 'history',
    payload: askedAbout,
    value: hereAmong,
  },
  attention: {
    summary:
      'Say which room is before your eyes on this connection, whose messages need no notice then; null for none',
    who: 'whoever may read the room',
    scope: 'read',
    limit: 'attention',
    payload: z.object({ roomId: id.nullable() }),
    value: z.null(),
  },
  read: {
    summary: 'Say how far you have read; with unread, the mark moves back to just before seq',
    who: 'members',
    scope: 'write',
    limit: 'read',
    payload: z.object({ roomId: id, seq, unread: z.boolean().optional() }),
    value: readView,
  },
  read_activity: readActivity,
} satisfies Record<string, ClientEventDeclaration>;

export type ClientEvent = keyof typeof clientEvents;
export type Payload<Event extends ClientEvent> = z.output<(typeof clientEvents)[Event]['payload']>;
export type EventValue<Event extends ClientEvent> = z.output<(typeof clientEvents)[Event]['value']>;

export type ClientToServerEvents = {
  [Event in ClientEvent]: (
    payload: z.input<(typeof clientEvents)[Event]['payload']>,
    acknowledge: (answer: Answer<EventValue<Event>>) => void,
  ) => void;
};

const roomId = idView;
const lookers = 'whoever has opened the room';

export const serverEvents = {
  chat_message: {
    summary: 'New messages, in the order of seq, once they are stored',
    to: lookers,
    payload: z.object({ roomId, messages: z.array(messageView) }),
  },
  message_changed: {
    summary: 'A message was edited, deleted, pinned or reacted to: its whole new state',
    to: lookers,
    payload: z.object({ roomId, message: messageView }),
  },
  user_list: {
    summary: 'Who is online, 500 people at most',
    to: 'the connection that joined',
    payload: presenceChange,
  },
  user_join: {
    summary: 'People came online in the room; sent in batches, and a reload does not count',
    to: lookers,
    payload: presenceChange,
  },
  user_leave: { summary: 'People left the room', to: lookers, payload: presenceChange },
  presence_changed: {
    summary: 'Members came or went, whatever room they look at; sent in batches, and a reload does not count',
    to: 'whoever has opened the room; in a private conversation the other person, wherever they look',
    payload: presenceChanged,
  },
  ...memberNews,
  private_message: {
    summary: 'A private message for you',
    to: 'all connections of the addressee',
    payload: z.object({ from: userView, message: messageView }),
  },
  private_message_delivered: {
    summary: 'Your private message is stored',
    to: 'all connections of the sender',
    payload: z.object({ to: userView, message: messageView }),
  },
  typing: {
    summary: 'Somebody is typing; forget it after 5 seconds. It may be dropped',
    to: lookers,
    payload: z.object({ roomId, user: userView }),
  },
  room_head: {
    summary: 'The room has moved on: catch up, or count what is unread',
    to: 'members who look elsewhere, at most once a second; whoever missed something',
    payload: z.object({ roomId, seq: count, rev: count }),
  },
  room_changed: {
    summary: 'The room has a new name, topic, access or posting, or was archived',
    to: 'members, and whoever has opened the room',
    payload: z.object({ room: roomView }),
  },
  room_removed: {
    summary: 'The room is not open to you any more',
    to: 'whoever lost it',
    payload: z.object({ roomId }),
  },
  read: {
    summary: 'You have read this far, in another tab or on another device',
    to: 'the other connections of the reader',
    payload: z.object({ roomId, ...readView.shape }),
  },
  activity: activityNews,
  ...keepingNews,
  ...threadNews,
  ...reportNews,
  membership_changed: {
    summary: 'You are told of a room in another way now, or keep it elsewhere in your lists',
    to: 'the connections of the member',
    payload: z.object({ roomId, ...membershipView.shape }),
  },
  ...readerEvents,
  signed_out: {
    summary: 'You are signed out, and the connection closes for good',
    to: 'the connections of the session, or of the person',
    payload: z.object({ reason: z.string() }),
  },
} satisfies Record<string, ServerEventDeclaration>;

export type ServerEvent = keyof typeof serverEvents;
export type ServerEvents = { [Event in ServerEvent]: z.output<(typeof serverEvents)[Event]['payload']> };
export type ServerToClientEvents = { [Event in ServerEvent]: (payload: ServerEvents[Event]) => void };
