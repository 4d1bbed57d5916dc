/** What shows people, as the server makes it. */
import avatar from '../../../views/people/avatar.hbs';
import person from '../../../views/people/person.hbs';
import roleWord from '../../../views/people/role-word.hbs';
import status from '../../../views/people/status.hbs';
import state from '../../../views/people/state.hbs';
import type { PersonView } from '../../shared/presence.js';
import { roomPath } from '../../shared/paths.js';
import { elementOf, fragmentOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'people/avatar': avatar,
  'people/role-word': roleWord,
  'people/state': state,
  'people/status': status,
});

export const render = {
  person: (shown: PersonView, isMe: boolean) =>
    elementOf(person, { ...shown, isMe, href: roomPath(`@${shown.username}`) }),
  state: (shown: Pick<PersonView, 'online' | 'lastHereAt'>) => fragmentOf(state, shown),
};
