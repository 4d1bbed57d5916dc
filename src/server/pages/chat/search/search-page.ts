/** What the page of the search shows, for the template views/pages/chat/search.hbs. */
import { Injectable } from '@nestjs/common';
import { searchListPath, searchPath } from '../../../../shared/paths.js';
import type { Faces, LobbyPageData } from '../../../../shared/room-page.js';
import { pillLook } from '../../../../shared/rules/pill-look.js';
import { hasValues, isValues } from '../../../../shared/rules/search-filters.js';
import { inBox } from '../../../../shared/rules/search-form.js';
import { withFilter } from '../../../../shared/rules/search-query.js';
import type { SearchView } from '../../../../shared/search.js';
import { NoticeSettingsService } from '../../../notices/notice-settings.service.js';
import { IgnoringService } from '../../../people/ignoring.service.js';
import type { SignedInUser } from '../../../platform/access/signed-in-user.js';
import { FormerNames } from '../../../presence/former-names.service.js';
import { scriptData } from '../../../platform/rendering/view-helpers.js';
import { Lobby } from '../../../rooms/lobby.js';
import type { Standing } from '../../../rooms/standing.row.js';
import { SearchService } from '../../../search/search.service.js';
import { textsForScripts } from '../client-texts.js';
import { ReaderPage } from '../reader-page.js';
import { FoundBeside } from './found-beside.js';
import { examples, instead } from './search-hints.js';
import { hitLook, placeLook, type ShownTo, textsOfHits } from './hit-look.js';
import { markedNames } from './marked-names.js';
import { NamedPeople } from './named-people.js';
import type { SearchAsked } from './search-asked.js';
import { fieldsOf } from './search-form.js';
import { searchWords } from './search-words.js';

/** Of the reader: their rooms, whom their filters name, whom they ignore. */
interface Known {
  own: Standing[];
  faces: Faces;
  ignored: number[];
}

@Injectable()
export class SearchPage {
  constructor(
    private readonly search: SearchService,
    private readonly beside: FoundBeside,
    private readonly named: NamedPeople,
    private readonly lobby: Lobby,
    private readonly notices: NoticeSettingsService,
    private readonly ignoring: IgnoringService,
    private readonly readerPage: ReaderPage,
    private readonly former: FormerNames,
  ) {}

  /** The whole page. */
  async model(reader: SignedInUser, asked: SearchAsked) {
    const { own, data: readerData, rooms, beside, quiet, activity } = await this.readerPage.inRooms(reader);
    const zone = asked.zone ?? readerData.notices.timeZone;
    const { q, order, language } = asked;
    const faces = await this.named.of(reader, inBox(q).pills, own);
    const { ignored } = readerData;
    const listsFound = { q, order, zone, words: searchWords(language), faces };
    const data: LobbyPageData = { reader: readerData, rooms, activity, listsFound };
    return {
      ...(await this.found(reader, { ...asked, zone }, { own, faces, ignored })),
      layout: 'layouts/chat',
      title: 'Search',
      pageTitle: q || undefined,
      standing: reader,
      ...beside(own),
      ...{ activity, quiet, isPart: false },
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }

  /** What of it another query changes. */
  async part(reader: SignedInUser, asked: SearchAsked) {
    const [own, ignored, zone] = await Promise.all([
      this.lobby.standings(reader),
      this.ignoring.ids(reader),
      asked.zone ?? this.notices.read(reader).then(({ timeZone }) => timeZone),
    ]);
    const faces = await this.named.of(reader, inBox(asked.q).pills, own);
    const found = await this.found(reader, { ...asked, zone }, { own, faces, ignored });
    return { ...found, layout: 'layouts/chat', isPart: true };
  }

  private async found(reader: SignedInUser, asked: SearchAsked, { own, faces, ignored }: Known) {
    const { q, order, cursor, language } = asked;
    const box = inBox(q);
    const found = q === '' ? undefined : await this.search.search(reader, { ...asked, limit: 20 });
    const bearers = await this.former.in(reader, textsOfHits(found?.hits ?? []));
    const words = searchWords(language);
    const isFirst = cursor === undefined;
    return {
      ...{ q, order, isFirst, text: box.text },
      pills: box.pills.map((pill) => pillLook(pill, box, words, language, faces)),
      keys: words.keys,
      ...fieldsLook(fieldsOf(box.pills), own, language),
      newestHref: searchListPath(q),
      bestHref: searchListPath(q, { order: 'best' }),
      isBest: order === 'best',
      clearHref: searchPath,
      isAsked: q !== '',
      examples: found ? undefined : examples(own, words, language),
      ...(found && this.results(found, asked, own, { ignored, bearers })),
      ...(found && isFirst && { instead: found.total === 0 ? instead(box) : undefined }),
      ...(found && isFirst && (await this.beside.of(reader, asked, found, { own, ignored }))),
    };
  }

  private results(found: SearchView, { q, order }: SearchAsked, own: Standing[], shown: ShownTo) {
    const places = new Map(own.map((each) => [each.room.id, each]));
    const { total, isCounted, isWhole, notes, next } = found;
    const markName = markedNames(q);
    return {
      ...{ total, isCounted, isWhole, notes },
      milliseconds: Math.max(1, Math.round(found.milliseconds)),
      inRooms: found.inRooms,
      // A room that was left in this very moment is none of theirs any more.
      hits: found.hits.flatMap((hit) => {
        const where = places.get(hit.message.roomId);
        return where ? [hitLook(hit, where, markName, shown)] : [];
      }),
      moreHref: next && searchListPath(q, { order, cursor: next }),
      counts: found.rooms.flatMap(({ room: { id }, count }) => {
        const where = places.get(id);
        const href = where && searchListPath(withFilter(q, 'in', where.room.address), { order });
        return where ? [{ ...placeLook(where), count, href }] : [];
      }),
    };
  }
}

/** Rooms that a list to choose from has; whoever is in more writes its name. */
const mostRooms = 200;

function fieldsLook(chosen: ReturnType<typeof fieldsOf>, own: Standing[], language: string) {
  const { values } = searchWords(language);
  const choices = (key: 'has' | 'is', all: readonly string[]) =>
    all.map((value) => ({ value, label: values[key]?.[value] ?? value, isChosen: chosen[key] === value }));
  const rooms = own.map(({ room }) => ({
    value: room.address,
    label: room.name,
    isChosen: chosen.in === room.address,
  }));
  const isListed = rooms.length <= mostRooms;
  const other = chosen.in && !rooms.some(({ isChosen }) => isChosen) ? chosen.in : undefined;
  return {
    chosen,
    isFiltered: Object.values(chosen).some(Boolean),
    roomChoices: isListed
      ? [...rooms, ...(other ? [{ value: other, label: other, isChosen: true }] : [])].sort((a, b) =>
          a.label.localeCompare(b.label),
        )
      : undefined,
    hasChoices: choices('has', hasValues),
    isChoices: choices('is', isValues),
  };
}
