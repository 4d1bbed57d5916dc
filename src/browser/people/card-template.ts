/** A person's card, as the server's own template makes it; it includes what people/templates.ts knows. */
import bellOff from '../../../views/icons/bell-off.hbs';
import eye from '../../../views/icons/eye.hbs';
import key from '../../../views/icons/key.hbs';
import lock from '../../../views/icons/lock.hbs';
import people from '../../../views/icons/people.hbs';
import roomIcon from '../../../views/icons/room.hbs';
import clock from '../../../views/icons/clock.hbs';
import thereLine from '../../../views/people/there.hbs';
import whisper from '../../../views/icons/whisper.hbs';
import formToken from '../../../views/components/form-token.hbs';
import card from '../../../views/people/card.hbs';
import { fragmentOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'components/form-token': formToken,
  'icons/bell-off': bellOff,
  'icons/eye': eye,
  'icons/key': key,
  'icons/lock': lock,
  'icons/people': people,
  'icons/room': roomIcon,
  'icons/clock': clock,
  'icons/whisper': whisper,
  'people/there': thereLine,
});

export const renderCard = (context: object): DocumentFragment => fragmentOf(card, context);
