/** Files of messages, and what their links lead to, as the server makes them. Before they come late-parts.ts stands for them. */
import type { FileView } from '../../shared/files.js';
import type { PreviewView } from '../../shared/previews.js';
import file from '../../../views/files/document.hbs';
import download from '../../../views/files/download.hbs';
import facts from '../../../views/files/facts.hbs';
import files from '../../../views/files/files.hbs';
import picture from '../../../views/files/picture.hbs';
import sound from '../../../views/files/sound.hbs';
import video from '../../../views/files/video.hbs';
import voice from '../../../views/files/voice.hbs';
import words from '../../../views/files/words.hbs';
import documentIcon from '../../../views/icons/document.hbs';
import downloadIcon from '../../../views/icons/download.hbs';
import pauseIcon from '../../../views/icons/pause.hbs';
import playIcon from '../../../views/icons/play.hbs';
import pinIcon from '../../../views/icons/pin.hbs';
import pinned from '../../../views/messages/pinned.hbs';
import tells from '../../../views/messages/tells.hbs';
import preview from '../../../views/messages/preview.hbs';
import { lookHelpers } from '../files/look-helpers.js';
import { lateParts } from './late-parts.js';
import { elementOf, registerHelpers, registerPartials } from '../ui/handlebars.js';

/** From here on messages are made whole. */
export function registerParts(): void {
  lateParts.describeAgain = describeAgain;
  registerHelpers(lookHelpers);
  registerPartials({
    'files/document': file,
    'files/download': download,
    'files/facts': facts,
    'files/files': files,
    'files/picture': picture,
    'files/sound': sound,
    'files/video': video,
    'files/voice': voice,
    'files/words': words,
    'icons/document': documentIcon,
    'icons/download': downloadIcon,
    'icons/pause': pauseIcon,
    'icons/play': playIcon,
    'icons/pin': pinIcon,
    'messages/tells': tells,
    'messages/pinned': pinned,
    'messages/preview': preview,
  });
}

/** Shows what waited for this. */
export function fillIn(log: HTMLElement): void {
  for (const part of log.querySelectorAll<HTMLElement>('[data-waits]')) {
    const shown: unknown = JSON.parse(part.dataset.waits!);
    part.replaceWith(made[part.className]!(shown));
  }
}

/** By the class of what waits. */
const made: Record<string, (shown: unknown) => HTMLElement> = {
  files: (shown) => filesOf(shown as FileView[]),
  preview: (shown) => previewOf(shown as PreviewView),
  pinned: (shown) => elementOf(pinned, shown as object),
  tells: (shown) => elementOf(tells, shown as object),
};

/** Gives pictures the words of another state of them. */
function describeAgain(old: HTMLElement, fresh: HTMLElement): void {
  const [shown, said] = [old, fresh].map((part) => part.querySelectorAll<HTMLImageElement>('.shown'));
  said!.forEach(({ alt, dataset }, place) => {
    const picture = shown![place]!;
    if (picture.alt !== alt) picture.alt = alt;
    picture.toggleAttribute('data-undescribed', 'undescribed' in dataset);
  });
}

const filesOf = (shown: FileView[]) => elementOf(files, lookHelpers.filesLook(shown));
const previewOf = (shown: PreviewView) => elementOf(preview, lookHelpers.previewLook(shown));
