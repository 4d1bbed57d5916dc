/** What the viewer knows of a picture from the page it stands on, before the server has told more. */
import type { RoomFileView } from '../../shared/files.js';
import { readText } from '../messages/read-text.js';
import { authorOn } from '../people/author-on.js';
import { fileOn } from './files-element.js';

/** A link to a picture: in a message, or among the files of a room. */
export const pictureLink = 'a[data-picture]';

export function viewedOn(link: HTMLElement): RoomFileView {
  const holder = link.closest<HTMLElement>('[data-file]')!;
  const place = link.closest<HTMLElement>('.message, .tile')!;
  const { id, message, seq, author, created } = place.dataset;
  const said = place.querySelector('.written, .message-text.formatted, .tile-caption');
  const caption = said && readText(said);
  return {
    ...fileOn(holder),
    ...{ messageId: Number(message ?? id), seq: Number(seq), createdAt: created! },
    author: authorOn(place, Number(author)),
    ...(caption && { caption }),
  };
}

/** The same with these words, or without any. */
export function withAlt(picture: RoomFileView, alt: string | undefined): RoomFileView {
  const now = { ...picture };
  delete now.alt;
  return alt ? { ...now, alt } : now;
}

/** Those that stand beside it, in its message or in the list: as the server lists them, the other way round. */
export function viewedBeside(link: HTMLElement): RoomFileView[] {
  const list = link.closest('.message') ?? link.closest('.files-list')!;
  const seen = [...list.querySelectorAll<HTMLElement>(pictureLink)].map(viewedOn);
  return [...new Map(seen.map((picture) => [picture.id, picture])).values()].reverse();
}
