/** What scripts say of activity; a part of client-texts.ts. */
export const textsOfActivity = [
  'Activity',
  'Activity, {{count}} new',
  'New',
  'and',
  'and {{count}} others',
  'mentioned you in',
  'mentioned you',
  'answered you in',
  'answered you',
  'reacted to your message in',
  'reacted to your message',
  'wrote to you',
  '{{count}} messages',
  'answered in a thread you follow',
  'as you wanted to be reminded, in',
  'as you wanted to be reminded',
];
