/** What scripts say of groups, and of people who are chosen by their names. */
export const textsOfGroups = [
  'A new group',
  'A conversation of 3 to 20 people. It needs no name; given one later, it becomes a private room.',
  'With whom?',
  'Start the group',
  'Start a group…',
  'Start a group with {{names}}…',
  'There is nobody called {{name}}.',
];
