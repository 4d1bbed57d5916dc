/** What scripts say about messages that were edited or deleted; with the rest in client-texts.ts. */
export const textsOfSecondThoughts = [
  'edited',
  'This message was deleted.',
  '{{name}} deleted this message.',
  'A moderator removed this message.',
  'Earlier versions',
];
