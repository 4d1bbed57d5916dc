/** Names of nobody in particular. */

/** They stand for all who are there. */
export const namesOfEverybody = [
  'everyone',
  'everybody',
  'here',
  'all',
  'channel',
  'room',
  'все',
  'всем',
  'здесь',
  'канал',
  'комната',
];

/** Whoever bears one is taken for somebody who looks after the server: only those who do give them. */
export const namesOfOffices = [
  'admin',
  'administrator',
  'moderator',
  'root',
  'samovar',
  'support',
  'system',
  'админ',
  'администратор',
  'модератор',
  'поддержка',
  'самовар',
  'система',
];
