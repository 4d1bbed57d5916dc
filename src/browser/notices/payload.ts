/** What the service worker and the pages say to each other of notices. */
import type { ShownNotice } from '../../shared/push.js';

/** The same that is pushed; of the icon's number a tab says more. */
export type TabNotice = Omit<ShownNotice, 'badge'>;

/** What a tab asks of the service worker. */
export type AskedByTab =
  /** To show what came while nobody sees a tab. */
  | { kind: 'came'; notice: TabNotice }
  /** To take away what was read; up to a seq, or all. */
  | { kind: 'read'; roomId: number; upTo?: number };

/** A reply that did not reach the server. */
export interface UnsentReply {
  roomId: number;
  text: string;
}

/** Kept with a notice while it stands on the screen. */
export interface NoticeOnScreen {
  /** Where a press leads. */
  path: string;
  notice?: TabNotice;
  unsent?: UnsentReply;
}

/** What the service worker asks of a page of the chat. */
export type AskedOfPage =
  /** Which room is before the reader's eyes: the answer goes through the port. */
  { kind: 'looks-at' } | { kind: 'visit'; path?: string | undefined; unsent?: UnsentReply | undefined };
