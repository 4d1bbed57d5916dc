/** What is done with files by a press, wherever they stand: pictures open over the page, voices play, what moves does. */
import type { MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import { pageData } from '../shell/page-data.js';
import { watchLoaded } from './loaded.js';
import { playMoving } from './moving.js';
import { type PictureList, RoomPictures } from './room-pictures.js';
import { pictureLink, viewedBeside, viewedOn } from './viewed.js';
import { Viewer } from './viewer.js';
import type { ViewedRoom } from './viewer-look.js';
import { VoicePlayer } from './voice-player.js';

/** Where the reader is. */
interface Around {
  visit: { room: { session: { room: ViewedRoom } } } | undefined;
  connection: Connection;
  lead(href: string): void;
}

interface Place {
  room: ViewedRoom;
  list: PictureList;
}

export function watchFiles(around: Around): void {
  new VoicePlayer();
  playMoving();
  watchLoaded();
  let viewer: Viewer | undefined;
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(pictureLink);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const place = link && placeOf(link, around);
    if (!place || event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    viewer = open(link, place, around);
  });
  around.connection.socket.on('message_changed', ({ message }: { message: MessageView }) =>
    viewer?.changed(message),
  );
}

function open(link: HTMLElement, { room, list }: Place, around: Around): Viewer {
  return new Viewer(
    {
      room,
      pictures: new RoomPictures(list, viewedBeside(link)),
      myId: Number(document.body.dataset.me),
      lead: (href) => around.lead(href),
      closed: ({ id }) => {
        const shown = document.querySelector<HTMLElement>(`${pictureLink}[data-picture="${id}"]`);
        (shown ?? link).focus({ preventScroll: shown === null });
      },
    },
    viewedOn(link),
  );
}

/** Undefined where the browser is to open the picture itself. */
function placeOf(link: HTMLElement, { visit }: Around): Place | undefined {
  const elsewhere = link.closest<HTMLElement>('.message.private');
  if (elsewhere) {
    const { pathname } = elsewhere.querySelector<HTMLAnchorElement>('.private-link')!;
    const address = decodeURIComponent(pathname.split('/')[2]!);
    const room = { id: 0, address, name: address.slice(1) };
    return { room, list: { roomId: 0, isWhole: true } };
  }
  const { listsFiles } = pageData(document);
  if (listsFiles) {
    const { room, filters } = listsFiles;
    return { room, list: { roomId: room.id, ...(Object.keys(filters).length > 0 && { filters }) } };
  }
  const room = visit?.room.session.room;
  return room && { room, list: { roomId: room.id } };
}
