/** What else the same words find: rooms and people by their names, and files of the messages. */
import { Injectable } from '@nestjs/common';
import { messagePath, roomPath, searchListPath } from '../../../../shared/paths.js';
import { fileLook } from '../../../../shared/rules/file-look.js';
import type { Piece } from '../../../../shared/rules/marked-pieces.js';
import { inBox } from '../../../../shared/rules/search-form.js';
import { withFilter } from '../../../../shared/rules/search-query.js';
import { canonicalKey } from '../../../../shared/rules/canonical-key.js';
import type { HitView, SearchView } from '../../../../shared/search.js';
import type { SignedInUser } from '../../../platform/access/signed-in-user.js';
import { RoomPeople } from '../../../presence/room-people.service.js';
import { Lobby } from '../../../rooms/lobby.js';
import type { Standing } from '../../../rooms/standing.row.js';
import { SearchService } from '../../../search/search.service.js';
import { placeLook } from './hit-look.js';
import { markedNames } from './marked-names.js';
import type { SearchAsked } from './search-asked.js';

const most = 4;
/** A name is a few words: longer texts are looked for in messages alone. */
const longestName = 60;

@Injectable()
export class FoundBeside {
  constructor(
    private readonly search: SearchService,
    private readonly people: RoomPeople,
    private readonly lobby: Lobby,
  ) {}

  /** Nobody whom they ignore is offered, nor a file of theirs. */
  async of(
    reader: SignedInUser,
    asked: SearchAsked,
    found: SearchView,
    { own, ignored }: { own: Standing[]; ignored: number[] },
  ) {
    const name = inBox(asked.q).text.replaceAll('"', '').trim();
    const isName = name !== '' && name.length <= longestName && !/(^|\s)-/.test(name);
    const [{ people }, open, withFiles] = await Promise.all([
      isName ? this.people.find(reader, { query: name, limit: most + 1 }) : { people: [] },
      isName ? this.lobby.others(reader, { query: name, limit: most }).then(({ rooms }) => rooms) : [],
      this.withFiles(reader, asked, found),
    ]);
    const others = people.filter(({ id }) => id !== reader.id);
    const named = isName ? [...own.filter(isCalled(name)), ...open] : [];
    const heard = withFiles.filter(({ message }) => !ignored.includes(message.author.id));
    return {
      people: others
        .filter(({ id }) => !ignored.includes(id))
        .slice(0, most)
        .map((person) => ({ ...person, href: roomPath(`@${person.username}`) })),
      named: named
        .slice(0, most)
        .map((where) => ({ ...placeLook(where), href: roomPath(where.room.address) })),
      files: filesLook(heard, own, markedNames(asked.q)),
      filesHref: searchListPath(withFilter(asked.q, 'has', 'file')),
    };
  }

  /** Of those that were found already where these are all, or are asked for files anyway. */
  private async withFiles(reader: SignedInUser, asked: SearchAsked, found: SearchView): Promise<HitView[]> {
    if (found.next === null || inBox(asked.q).pills.some(({ key, not }) => key === 'has' && !not))
      return found.hits;
    const { hits } = await this.search.search(reader, {
      ...asked,
      q: withFilter(asked.q, 'has', 'file'),
      order: 'newest',
      limit: most,
    });
    return hits;
  }
}

const isCalled =
  (name: string) =>
  ({ room }: Standing): boolean =>
    room.access !== 'direct' && canonicalKey(room.name).includes(canonicalKey(name));

function filesLook(hits: HitView[], own: Standing[], markName: (name: string) => Piece[]) {
  const places = new Map(own.map(({ room }) => [room.id, room]));
  return hits
    .flatMap(({ message }) => {
      const room = places.get(message.roomId);
      return room
        ? (message.files ?? []).map((file) => ({
            ...fileLook(file),
            pieces: markName(file.name),
            room: room.name,
            createdAt: message.createdAt,
            messageHref: messagePath(room.address, message.seq),
          }))
        : [];
    })
    .slice(0, most);
}
