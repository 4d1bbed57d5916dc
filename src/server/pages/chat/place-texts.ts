/** What scripts say of places in a room, and of the ways there. */
export const textsOfPlaces = [
  'Place in the room',
  '{{place}} of {{all}}',
  'Message {{place}} of this room',
  'Go to a day of the room',
  'Jump to a day',
  'Day',
  'Go there',
  'Today',
  'Yesterday',
  'Last week',
  'Last month',
  'The first unread',
  'The beginning',
  'Nothing was written then, nor since. This is the newest.',
  'Nothing was written then. This is what came next.',
];
