/** A thread, as the server makes it. */
import attachIcon from '../../../views/icons/attach.hbs';
import arrowDown from '../../../views/icons/arrow-down.hbs';
import arrowUp from '../../../views/icons/arrow-up.hbs';
import bell from '../../../views/icons/bell.hbs';
import microphone from '../../../views/icons/microphone.hbs';
import send from '../../../views/icons/send.hbs';
import attach from '../../../views/composer/attach.hbs';
import answering from '../../../views/composer/answering.hbs';
import fileField from '../../../views/composer/file-field.hbs';
import speak from '../../../views/composer/speak.hbs';
import formToken from '../../../views/components/form-token.hbs';
import dayLine from '../../../views/messages/day-line.hbs';
import logLine from '../../../views/messages/log-line.hbs';
import message from '../../../views/messages/message.hbs';
import composer from '../../../views/threads/composer.hbs';
import panel from '../../../views/threads/panel.hbs';
import { elementsOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/attach': attachIcon,
  'icons/arrow-down': arrowDown,
  'icons/arrow-up': arrowUp,
  'icons/bell': bell,
  'icons/microphone': microphone,
  'icons/send': send,
  'composer/attach': attach,
  'composer/answering': answering,
  'composer/file-field': fileField,
  'composer/speak': speak,
  'components/form-token': formToken,
  'messages/day-line': dayLine,
  'messages/log-line': logLine,
  'messages/message': message,
  'threads/composer': composer,
});

export const render = {
  panel: (context: object) => elementsOf(panel, context),
};
