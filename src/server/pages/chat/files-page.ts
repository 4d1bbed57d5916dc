/** What the page of a room's files shows, for the template views/pages/chat/files.hbs. */
import { Injectable } from '@nestjs/common';
import {
  fileFilters,
  type FileCountsView,
  type FileFilter,
  type RoomFileView,
} from '../../../shared/files.js';
import { limits } from '../../../shared/limits.js';
import { filesListPath, messagePath, personPath, roomFilesPath, roomPath } from '../../../shared/paths.js';
import type { UserView } from '../../../shared/people.js';
import type { PersonView } from '../../../shared/presence.js';
import type { LobbyPageData } from '../../../shared/room-page.js';
import { type Bearers, inNamesOfNow } from '../../../shared/rules/former-names.js';
import { fileLook } from '../../../shared/rules/file-look.js';
import { RoomFiles } from '../../messages/files/room-files.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { RoomPeople } from '../../presence/room-people.service.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { textsForScripts } from './client-texts.js';
import { ReaderPage } from './reader-page.js';
import { roomTitle } from './room-title.js';

/** Files on a page: a whole number of rows at most widths. */
const limit = 48;

/** As the address says it; days as `2026-01-31`, in UTC. */
export interface FilesAsked {
  kind?: FileFilter | undefined;
  view?: 'list' | undefined;
  person?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
  before?: number | undefined;
}

const labels: Record<FileFilter, string> = {
  picture: 'Pictures',
  document: 'Documents',
  sound: 'Sound',
  video: 'Video',
  other: 'Other',
};

@Injectable()
export class FilesPageModel {
  constructor(
    private readonly rooms: RoomsService,
    private readonly files: RoomFiles,
    private readonly people: RoomPeople,
    private readonly readerPage: ReaderPage,
    private readonly former: FormerNames,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, asked: FilesAsked) {
    const found = await this.rooms.requireByAddress(reader, address);
    const { room } = found;
    const { kind, view, before, ...filters } = asked;
    const sent = { person: filters.person, ...momentsOf(filters), text: filters.text };
    const [readerParts, { files, next }, counts, members, theirs] = await Promise.all([
      this.readerPage.inRooms(reader),
      this.files.list(reader, room.id, { kind, ...sent, before, limit }),
      this.files.counts(reader, room.id),
      this.people.list(reader, room.id, { limit: limits.historyPageMax }),
      asked.person === undefined
        ? undefined
        : this.files.list(reader, room.id, { person: asked.person, limit: 1 }),
    ]);
    const { own, data: readerData, rooms, beside, quiet, activity } = readerParts;
    const captions = files.map(({ caption }) => caption);
    const bearers = await this.former.in(reader, captions);
    const listsFiles = {
      room: { id: room.id, address: room.address, name: room.name },
      filters: inQuery(sent),
    };
    const data: LobbyPageData = { reader: readerData, rooms, activity, listsFiles };
    const to = (change: FilesAsked) =>
      filesListPath(room.address, { ...asked, before: undefined, ...change });
    const isFiltered = Object.values(filters).some((value) => value !== undefined);
    return {
      layout: 'layouts/chat',
      title: 'Files',
      pageTitle: roomTitle(room),
      ...{ room, asked, counts, isFiltered },
      // Fetched from a room, too, it is a whole page.
      isPart: false,
      isList: view === 'list',
      path: roomFilesPath(room.address),
      roomHref: roomPath(room.address),
      kinds: kindsOf(counts, asked, to),
      gridHref: to({ view: undefined }),
      listHref: to({ view: 'list' }),
      allHref: filesListPath(room.address, { view }),
      months: byMonth(files, room.address, { goesOn: next !== null, isFirst: before === undefined, bearers }),
      isEmpty: files.length === 0,
      isNone: counts.all === 0,
      moreHref: next && to({ before: next }),
      people: choices(members.members, asked.person, theirs?.files[0]?.author),
      standing: reader,
      ...beside(own.some((each) => each.room.id === room.id) ? own : [...own, found], room.id),
      ...{ activity, quiet },
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }
}

/** From the first moment of one day to the last of the other. */
function momentsOf({ from, to }: Pick<FilesAsked, 'from' | 'to'>) {
  const after = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 3600 * 1000);
  return { from: from ? new Date(`${from}T00:00:00Z`) : undefined, to: to ? after(to) : undefined };
}

/** The same for the script, which asks the API. */
const inQuery = (sent: Record<string, string | number | Date | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : String(value)]],
    ),
  );

function kindsOf(counts: FileCountsView, { kind }: FilesAsked, to: (change: FilesAsked) => string) {
  const all = {
    kind: 'all',
    label: 'All',
    count: counts.all,
    href: to({ kind: undefined }),
    isChosen: !kind,
  };
  const others = fileFilters.map((each) => ({
    kind: each,
    label: labels[each],
    count: counts[each],
    href: to({ kind: each }),
    isChosen: kind === each,
  }));
  return [all, ...others.filter(({ count, isChosen }) => count > 0 || isChosen)];
}

/** Whoever is chosen is among them, where they sent something: they may be no member any more, or stand behind those that are listed. */
const choices = (members: PersonView[], chosen: number | undefined, author: UserView | undefined) =>
  [...members, ...(author && !members.some(({ id }) => id === author.id) ? [author] : [])]
    .map(({ id, name }) => ({ id, name, isChosen: id === chosen }))
    .sort((a, b) => a.name.localeCompare(b.name));

/** In UTC. How many of a month there are is said of those that are all here. */
function byMonth(
  files: RoomFileView[],
  address: string,
  { goesOn, isFirst, bearers }: { goesOn: boolean; isFirst: boolean; bearers: Bearers },
) {
  const months = new Map<string, object[]>();
  for (const file of files) {
    const month = file.createdAt.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), tile(file, address, bearers)]);
  }
  return [...months].map(([month, rows], place) => {
    const isWhole = (isFirst || place > 0) && (!goesOn || place < months.size - 1);
    return { at: `${month}-15T12:00:00.000Z`, rows, count: isWhole ? rows.length : undefined };
  });
}

function tile(file: RoomFileView, address: string, bearers: Bearers) {
  const { messageId, seq, author, createdAt } = file;
  const caption = file.caption && inNamesOfNow(file.caption, bearers);
  const look = fileLook(file);
  const isSeen = look.isPicture || look.isVideo || look.isVoice;
  return {
    ...look,
    ...{ messageId, seq, author, createdAt, caption },
    title: isSeen ? (file.alt ?? caption ?? (look.isVoice ? undefined : file.name)) : file.name,
    authorHref: personPath(author.username),
    messageHref: messagePath(address, seq),
    // As a picture stands in its tile, it is never alone.
    ...{ shownWidth: file.width, shownHeight: file.height },
  };
}
