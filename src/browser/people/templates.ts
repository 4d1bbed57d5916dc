/** What shows people, as the server makes it. */
import eye from '../../../views/icons/eye.hbs';
import roomIcon from '../../../views/icons/room.hbs';
import whisper from '../../../views/icons/whisper.hbs';
import formToken from '../../../views/components/form-token.hbs';
import avatar from '../../../views/people/avatar.hbs';
import card from '../../../views/people/card.hbs';
import person from '../../../views/people/person.hbs';
import roleWord from '../../../views/people/role-word.hbs';
import state from '../../../views/people/state.hbs';
import type { PersonView } from '../../shared/presence.js';
import { roomPath } from '../../shared/paths.js';
import { elementOf, fragmentOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'components/form-token': formToken,
  'icons/eye': eye,
  'icons/room': roomIcon,
  'icons/whisper': whisper,
  'people/avatar': avatar,
  'people/role-word': roleWord,
  'people/state': state,
});

export const render = {
  person: (shown: PersonView, isMe: boolean) =>
    elementOf(person, { ...shown, isMe, href: roomPath(`@${shown.username}`) }),
  state: (shown: Pick<PersonView, 'online' | 'lastHereAt'>) => fragmentOf(state, shown),
  card: (context: object) => fragmentOf(card, context),
};
