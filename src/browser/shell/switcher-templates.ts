/** The switcher's field, and the signs of its rows. */
import at from '../../../views/icons/at.hbs';
import close from '../../../views/icons/close.hbs';
import lock from '../../../views/icons/lock.hbs';
import people from '../../../views/icons/people.hbs';
import plus from '../../../views/icons/plus.hbs';
import room from '../../../views/icons/room.hbs';
import search from '../../../views/icons/search.hbs';
import box from '../../../views/shell/switcher-box.hbs';
import making from '../../../views/shell/switcher-making.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({ 'icons/close': close, 'icons/plus': plus, 'icons/search': search });

const icons = { at, lock, people, plus, room, search };

export const render = {
  box: () => elementOf(box),
  making: (look: { text: string }): Node => elementOf(making, look),
  sign: (name: keyof typeof icons): Node => elementOf(icons[name]),
};
