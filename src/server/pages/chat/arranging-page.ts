/** The list of rooms as its reader arranges it: on a page, and in the menus that scripts ask for. */
import { Injectable } from '@nestjs/common';
import { roomPath } from '../../../shared/paths.js';
import { roomOrders, type SidebarView } from '../../../shared/sidebar.js';
import { noSuchRoom } from '../../memberships/no-such-room.js';
import { ReadAll } from '../../memberships/read-all.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { Lobby } from '../../rooms/lobby.js';
import { Sidebars } from '../../rooms/sidebar/sidebars.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import { inSections } from './sidebar.js';

/** Of which the menu is: a room, a section of the reader's own, or the whole list. */
export interface MenuOf {
  room?: number | undefined;
  section?: number | undefined;
}

@Injectable()
export class ArrangingPage {
  constructor(
    private readonly lobby: Lobby,
    private readonly sidebars: Sidebars,
    private readonly all: ReadAll,
    private readonly ignoring: IgnoringService,
  ) {}

  /** `roomId`: the one that is asked to be moved. */
  async model(me: SignedInUser, roomId?: number) {
    const [standings, sidebar, kept, ignored] = await Promise.all([
      this.lobby.standings(me),
      this.sidebars.read(me),
      this.all.kept(me),
      this.ignoring.ids(me),
    ]);
    const asked = roomId === undefined ? undefined : required(standings, roomId);
    const names = new Map(sidebar.sections.map(({ id, name }) => [String(id), name]));
    const lists = [...inSections(standings, sidebar, { mentions: new Map(), ignored })].map(
      ([key, rooms]) => ({
        ...{ key, name: names.get(key) },
        rooms: rooms.map(({ room: { id, name, address } }, n) => ({
          ...{ id, name, href: roomPath(address), key: key === 'you' ? 'rooms' : key },
          // Before the one before it is after the one before that.
          ...{ up: rooms[n - 2]?.room.id ?? '', down: rooms[n + 1]?.room.id ?? '' },
        })),
      }),
    );
    return {
      title: 'Arrange the list of rooms',
      ...{ lists, kept, sections: sidebar.sections, ...chosen(sidebar) },
      ...(asked && { room: asked.room, places: places(asked, sidebar) }),
    };
  }

  /** Each item says what it sends. */
  async menu(me: SignedInUser, { room: roomId, section: sectionId }: MenuOf) {
    const sidebar = await this.sidebars.read(me);
    const newSection = sends('POST', '/api/me/sections', {});
    const part = { layout: 'layouts/part', newSection, ...chosen(sidebar) };
    if (roomId !== undefined) {
      const found = required(await this.lobby.standings(me), roomId);
      const path = `/api/rooms/${roomId}/membership`;
      const isMuted = found.membership?.muted ?? false;
      const muting = sends('PATCH', path, { muted: !isMuted });
      return {
        ...part,
        room: found.room,
        label: found.room.name,
        places: places(found, sidebar),
        isMuted,
        muting,
      };
    }
    if (sectionId !== undefined) return { ...part, ...sectionMenu(sidebar, sectionId) };
    return {
      ...part,
      readAll: sends('PUT', '/api/me/read'),
      unreadAll: sends('DELETE', '/api/me/read'),
      unreadOnly: sends('PATCH', '/api/me/sidebar', { unreadOnly: !sidebar.unreadOnly }),
    };
  }
}

function sectionMenu({ sections }: SidebarView, id: number) {
  const n = sections.findIndex((one) => one.id === id);
  const section = sections[n];
  if (!section) throw noSuchPage();
  const path = `/api/me/sections/${id}`;
  const after = (at: number) => sends('PATCH', path, { after: sections[at]?.id ?? null });
  return {
    ...{ section, label: section.name, rename: sends('PATCH', path, {}), remove: sends('DELETE', path) },
    ...{ up: n > 0 && after(n - 2), down: n < sections.length - 1 && after(n + 1) },
  };
}

const chosen = ({ order, unreadOnly }: SidebarView) => ({
  isByHand: order === 'hand',
  isUnreadOnly: unreadOnly,
  orders: roomOrders.map((one) => ({
    ...{ order: one, isChosen: one === order, sends: sends('PATCH', '/api/me/sidebar', { order: one }) },
  })),
});

function places({ room, membership }: Standing, { sections }: SidebarView) {
  const { favourite, section } = membership ?? { favourite: false, section: null };
  const here = favourite ? 'favourites' : String(section ?? 'rooms');
  const keys = [
    { key: 'favourites', name: undefined },
    ...sections.map(own),
    { key: 'rooms', name: undefined },
  ];
  return keys.map(({ key, name }) => ({
    ...{ key, name, isHere: key === here },
    sends: sends('PUT', `/api/me/sidebar/rooms/${room.id}`, { section: key }),
  }));
}

const own = ({ id, name }: SidebarView['sections'][number]) => ({ key: String(id), name });

function required(standings: Standing[], roomId: number): Standing {
  const found = standings.find(({ room }) => room.id === roomId);
  if (!found) throw noSuchRoom();
  return found;
}

/** A request as the script of a menu sends it. */
const sends = (method: string, path: string, body?: object): string => JSON.stringify({ method, path, body });
