/** A filter as the server shows it. */
import avatar from '../../../views/people/avatar.hbs';
import close from '../../../views/icons/close.hbs';
import pill from '../../../views/search/pill.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({ 'icons/close': close, 'people/avatar': avatar });

export const renderPill = (look: object): HTMLElement => elementOf(pill, look);
