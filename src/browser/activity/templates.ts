/** What the list of activity is made of, as the server makes it. */
import at from '../../../views/icons/at.hbs';
import check from '../../../views/icons/check.hbs';
import clock from '../../../views/icons/clock.hbs';
import shield from '../../../views/icons/shield.hbs';
import reply from '../../../views/icons/reply.hbs';
import smile from '../../../views/icons/smile.hbs';
import thread from '../../../views/icons/thread.hbs';
import whisper from '../../../views/icons/whisper.hbs';
import entry from '../../../views/activity/entry.hbs';
import list from '../../../views/activity/list.hbs';
import avatar from '../../../views/people/avatar.hbs';
import { lookHelpers } from '../files/look-helpers.js';
import { elementsOf, registerHelpers, registerPartials } from '../ui/handlebars.js';

registerHelpers(lookHelpers);
registerPartials({
  'activity/entry': entry,
  'icons/at': at,
  'icons/check': check,
  'icons/clock': clock,
  'icons/shield': shield,
  'icons/reply': reply,
  'icons/smile': smile,
  'icons/thread': thread,
  'icons/whisper': whisper,
  'people/avatar': avatar,
});

export const renderDays = (days: object[]): HTMLElement[] => elementsOf(list, { days });
