import { expect, test } from '@jest/globals';
import type { ActivityEntry } from '../../../src/shared/activity.js';
import { activityLook } from '../../../src/shared/rules/activity-look.js';

const author = { id: 2, username: 'boris', name: 'Boris' };
const entry: ActivityEntry = {
  ...{ id: 1, kind: 'answer', ids: [1], at: '2026-01-01T00:00:00.000Z', read: false, messages: 1 },
  room: { id: 3, address: 'kitchen', name: 'kitchen' },
  message: { id: 9, seq: 7, author, text: 'yes' },
  ...{ people: [author], others: 0 },
};
const thread = { id: 5, seq: 4 };

test.each<[Partial<ActivityEntry>, string]>([
  [{ kind: 'thread', thread }, '/chat/kitchen/thread/4#t7'],
  [{ kind: 'answer', thread }, '/chat/kitchen/thread/4#t7'],
  [{ kind: 'mention', thread }, '/chat/kitchen/7#m7'],
  [{ kind: 'reaction' }, '/chat/kitchen/7#m7'],
])('%j is read at %s', (more, href) => expect(activityLook({ ...entry, ...more }, 'anna').href).toBe(href));
