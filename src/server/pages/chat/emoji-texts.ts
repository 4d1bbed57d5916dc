/** What scripts say about emojis; with the rest in client-texts.ts. */
export const textsOfEmoji = [
  'Ours',
  'Recently used',
  'Smileys',
  'People',
  'Animals and nature',
  'Food and drink',
  'Travel and places',
  'Activities',
  'Objects',
  'Symbols',
  'Flags',
  'The list of emojis could not be loaded. Open this again in a moment.',
  'Nothing found. Try another word.',
  'Choose an emoji',
  'Search emojis',
];
