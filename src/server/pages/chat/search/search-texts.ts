/** What scripts say of the search; what its page says of itself is handed to them with that. */
export const textsOfSearch = [
  'Back to the results',
  'Search messages for {{text}}',
  'Tab searches all that was said',
  'Search messages',
  'Go to the search',
  'In the search',
  'Complete a filter, as from: or in:',
  'Take the last filter away',
  'Go along what was found',
  'Open it in its room',
  'Back to the field',
];
