/** The roles as administrators choose among them, in English to be translated. */
import type { Role } from '../../../shared/people.js';

const choices: { value: Role; label: string; many: string; hint: string }[] = [
  { value: 'member', label: 'Member', many: 'Members', hint: 'finds rooms and people, and talks' },
  {
    value: 'guest',
    label: 'Guest',
    many: 'Guests',
    hint: 'sees the rooms they were brought into and who is there, and nothing else',
  },
  {
    value: 'moderator',
    label: 'Moderator',
    many: 'Moderators',
    hint: 'a member who removes messages and silences people in the rooms they can read',
  },
  {
    value: 'admin',
    label: 'Administrator',
    many: 'Administrators',
    hint: 'can do everything you can',
  },
  {
    value: 'bot',
    label: 'Bot',
    many: 'Bots',
    hint: 'a program: it signs in with API tokens, never with a password',
  },
];

/** For the options of a select. */
export const roleChoices = (chosen?: string) =>
  choices.map((choice) => ({ ...choice, isChosen: choice.value === chosen }));

export const roleLabel = (role: Role): string => choices.find(({ value }) => value === role)!.label;
