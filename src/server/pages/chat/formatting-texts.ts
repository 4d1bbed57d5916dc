/** What scripts say of the formatting of messages, as far as they are not said elsewhere. */
export const textsOfFormatting = [
  'Table',
  'done',
  'not done',
  'Hidden text',
  'Copy the code',
  'Code copied',
] as const;
