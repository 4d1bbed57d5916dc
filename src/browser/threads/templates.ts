/** A thread, as the server makes it. */
import arrowDown from '../../../views/icons/arrow-down.hbs';
import arrowUp from '../../../views/icons/arrow-up.hbs';
import bell from '../../../views/icons/bell.hbs';
import send from '../../../views/icons/send.hbs';
import answering from '../../../views/composer/answering.hbs';
import formToken from '../../../views/components/form-token.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import logLine from '../../../views/messages/log-line.hbs';
import message from '../../../views/messages/message.hbs';
import composer from '../../../views/threads/composer.hbs';
import panel from '../../../views/threads/panel.hbs';
import { elementsOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/arrow-down': arrowDown,
  'icons/arrow-up': arrowUp,
  'icons/bell': bell,
  'icons/send': send,
  'composer/answering': answering,
  'components/form-token': formToken,
  'messages/day-line': dayLine,
  'messages/log-line': logLine,
  'messages/message': message,
  'threads/composer': composer,
});

export const render = {
  panel: (context: object) => elementsOf(panel, context),
};
