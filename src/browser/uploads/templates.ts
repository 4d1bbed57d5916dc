/** What is made of files on their way; their words come from texts.ts. */
import checkIcon from '../../../views/icons/check.hbs';
import closeIcon from '../../../views/icons/close.hbs';
import microphoneIcon from '../../../views/icons/microphone.hbs';
import plusIcon from '../../../views/icons/plus.hbs';
import sendIcon from '../../../views/icons/send.hbs';
import trashIcon from '../../../views/icons/trash.hbs';
import attachMenu from '../../../views/uploads/attach-menu.hbs';
import card from '../../../views/uploads/card.hbs';
import more from '../../../views/uploads/more.hbs';
import voice from '../../../views/uploads/voice.hbs';
import { elementOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/check': checkIcon,
  'icons/close': closeIcon,
  'icons/microphone': microphoneIcon,
  'icons/plus': plusIcon,
  'icons/send': sendIcon,
  'icons/trash': trashIcon,
});

export const render = {
  attachMenu: () => elementOf(attachMenu),
  card: (context: object) => elementOf(card, context),
  more: () => elementOf(more),
  voice: () => elementOf(voice),
};

/** For ears, and for a pointer that rests. */
export function nameIt(button: HTMLElement, name: string): void {
  button.setAttribute('aria-label', name);
  button.title = name;
}
