import type { About } from '../../../shared/room-lines.js';
import { roomLine } from '../../../shared/rules/room-line.js';
import type { Translate } from './i18n.js';

/** A line of a room as a whole sentence, where no markup is: its author's name first. */
export const toldByRoom = (author: string, about: About, t: Translate): string =>
  `${author} ${roomLine(about, (words, values = {}) => t(words, values))}`;
