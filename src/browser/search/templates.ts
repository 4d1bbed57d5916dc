/** A filter, and what was found, as the server shows it. */
import avatar from '../../../views/people/avatar.hbs';
import close from '../../../views/icons/close.hbs';
import documentIcon from '../../../views/icons/document.hbs';
import microphone from '../../../views/icons/microphone.hbs';
import picture from '../../../views/icons/picture.hbs';
import sound from '../../../views/icons/sound.hbs';
import video from '../../../views/icons/video.hbs';
import fileIcon from '../../../views/search/file-icon.hbs';
import foundFile from '../../../views/search/found-file.hbs';
import foundMessage from '../../../views/search/found-message.hbs';
import foundName from '../../../views/search/found-name.hbs';
import pieces from '../../../views/search/pieces.hbs';
import pill from '../../../views/search/pill.hbs';
import type { Piece } from '../../shared/rules/marked-pieces.js';
import { elementOf, fragmentOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/close': close,
  'icons/document': documentIcon,
  'icons/microphone': microphone,
  'icons/picture': picture,
  'icons/sound': sound,
  'icons/video': video,
  'people/avatar': avatar,
  'search/file-icon': fileIcon,
  'search/pieces': pieces,
});

export const renderPill = (look: object): HTMLElement => elementOf(pill, look);

/** What rows of a list to choose from say of them. */
export const renderFound = {
  message: (look: object): Node => fragmentOf(foundMessage, look),
  file: (look: object): Node => fragmentOf(foundFile, look),
  name: (pieces: Piece[]): Node => fragmentOf(foundName, { pieces }),
};
