/** What the server says of how somebody wants to be called, and of whom they ignore; a part of events.ts. */
import { z } from 'zod';
import { draftView } from './drafts.js';
import { noticeSettingsView } from './notices.js';
import { level, userView } from './people.js';
import { profileEvents } from './profiles.js';
import { sidebarEvents } from './sidebar.js';

export const readerEvents = {
  ...sidebarEvents,
  ...profileEvents,
  draft_changed: {
    summary: 'You have begun to write something, went on, sent it or dropped it, on whichever device',
    to: 'your connections',
    payload: draftView,
  },
  notices_changed: {
    summary: 'You chose how you want to be called, or whether you want to be now',
    to: 'your connections',
    payload: noticeSettingsView,
  },
  settings_changed: {
    summary:
      'The server tells people otherwise from now on, where they have not chosen, or takes longer or shorter messages',
    to: 'everybody',
    payload: z.object({ defaultLevel: level, messageLength: z.int().positive() }),
  },
  ignoring_changed: {
    summary: 'You ignore somebody from now on, or do not any more',
    to: 'your connections',
    payload: z.object({ user: userView, ignored: z.boolean() }),
  },
};
