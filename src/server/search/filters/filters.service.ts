/** Whom, what and when the filters of a query mean, for its reader. */
import { Injectable } from '@nestjs/common';
import { hasValueOf, isMe, isOfDays, isOfPeople, isValueOf } from '../../../shared/rules/search-filters.js';
import { dayRange } from '../../../shared/rules/search-days.js';
import { everybodyBy } from '../../../shared/rules/mentions.js';
import type { Filter } from '../../../shared/rules/search-query.js';
import { everybodyHere, everybodyInRoom } from '../../messages/log/mentioned.js';
import { Pins } from '../../messages/pins/pins.service.js';
import { SavedMessages } from '../../messages/saved/saved.service.js';
import { SeenPeople } from '../../people/seen-people.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { filledText } from '../../platform/languages/i18n.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { Conditions } from '../finding/conditions.js';
import { conditionsOf, type Meant, type Places } from './conditions-of.js';
import { asWritten, nobody, noDay, noRoom, type Note, nothingToBe, nothingToHave, tooMany } from './note.js';

/** Where the reader lives and what they speak, for days and for sentences. */
export interface Reading {
  zone?: string | undefined;
  language?: string | undefined;
}

export interface ReadFilters {
  conditions: Conditions;
  /** Sentences in the language of the reader. */
  notes: string[];
}

/** Each looks up a name at most. */
const mostFilters = 20;

@Injectable()
export class Filters {
  constructor(
    private readonly people: SeenPeople,
    private readonly rooms: RoomsService,
    private readonly pins: Pins,
    private readonly saved: SavedMessages,
  ) {}

  async read(
    me: SignedInUser,
    filters: Filter[],
    { zone = 'UTC', language = 'en' }: Reading,
  ): Promise<ReadFilters> {
    const now = new Date();
    const places = this.placesFor(me);
    const read = filters.slice(0, mostFilters);
    const meant = await Promise.all(
      read.map(async (filter): Promise<Meant> => ({
        filter,
        ids: await this.idsOf(me, filter),
        days: isOfDays(filter.key) ? dayRange(filter.value, { now, zone, language }) : null,
        places: await places(filter),
      })),
    );
    const notes = meant.flatMap(notesOn);
    if (filters.length > mostFilters) notes.push(tooMany(mostFilters));
    return {
      conditions: conditionsOf(meant, me.id),
      notes: [...new Set(notes.map(({ sentence, values }) => filledText(language, sentence, values)))],
    };
  }

  /** They are thousands, and looked up once, however often they are asked for. */
  private placesFor(me: SignedInUser): (filter: Filter) => Promise<Places> | null {
    let pinned: Promise<Places> | undefined;
    let saved: Promise<Places> | undefined;
    return ({ key, value }) => {
      const what = key === 'is' ? isValueOf(value) : undefined;
      if (what === 'pinned') return (pinned ??= this.pins.own(me));
      return what === 'saved' ? (saved ??= this.saved.own(me)) : null;
    };
  }

  private async idsOf(me: SignedInUser, { key, value }: Filter): Promise<number[] | null> {
    if (key === 'in') return listed(await this.rooms.findOwn(me, value));
    if (!isOfPeople(key)) return null;
    if (isMe(value)) return [me.id];
    const name = value.replace(/^@/, '');
    const everybody = key === 'mentions' ? everybodyBy(name) : undefined;
    if (everybody) return [everybody === 'here' ? everybodyHere : everybodyInRoom];
    return listed((await this.people.findByUsername(me, name))?.id);
  }
}

const listed = (id: number | null | undefined): number[] | null => (id == null ? null : [id]);

/** What is to be said about a filter that means nothing. */
function notesOn({ filter: { key, value }, ids, days }: Meant): Note[] {
  const written = `${key}:${value}`;
  switch (key) {
    case 'from':
    case 'to':
    case 'mentions':
      return ids ? [] : [nobody(value)];
    case 'in':
      return ids ? [] : [noRoom(value)];
    case 'has':
      return hasValueOf(value) ? [] : [nothingToHave(value), asWritten(written)];
    case 'is':
      return isValueOf(value) ? [] : [nothingToBe(value), asWritten(written)];
    default:
      return days ? [] : [noDay(value), asWritten(written)];
  }
}
