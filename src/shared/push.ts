/** What the server says to a device's service worker, encrypted for it alone. */

/** What a notice is of that says nothing else. */
export const serverName = 'Samovar';

/** A room's notice: takes the place of the one with its tag. */
export interface ShownNotice {
  kind: 'show';
  roomId: number;
  tag: string;
  title: string;
  body: string;
  /** Where it leads. */
  path: string;
  /** Of the newest message, and how many there are. */
  seq: number;
  messages: number;
  /** It rings: one of them is meant for the person. */
  isMeant: boolean;
  /** What the app's icon says. */
  badge: number;
  lang: string;
  canReply: boolean;
  /** Of notices that were read elsewhere and are to go: with a silent push they would cost this device its subscription. */
  closes?: string[];
}

/** These were read elsewhere. */
export interface ClosedNotices {
  kind: 'close';
  tags: string[];
  badge: number;
}

export interface TestNotice {
  kind: 'test';
  title: string;
  body: string;
  path: string;
}

export type PushPayload = ShownNotice | ClosedNotices | TestNotice;

/** One notice a room stands on a device. */
export const noticeTag = (roomId: number): string => `room-${roomId}`;

/** A reminder stands beside it: whatever is read in the room, it is not gone for that. */
export const reminderTag = (messageId: number): string => `reminder-${messageId}`;
