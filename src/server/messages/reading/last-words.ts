/** What a list of rooms tells of each: how many belong to it, and what was said there last. */
import { Injectable } from '@nestjs/common';
import type { ListedRoom, RoomInWords } from '../../../shared/lobby.js';
import { plainLine } from '../../../shared/rules/plain-text.js';
import { type LastWordsRow, LastWordsRepository } from './last-words.repository.js';

/** Rooms of a list that are told about, the first ones: somebody may be in two thousand. */
const mostRooms = 100;

@Injectable()
export class LastWords {
  constructor(private readonly repository: LastWordsRepository) {}

  /** Of rooms that their reader was just found to be allowed to read. */
  async tell(rooms: ListedRoom[]): Promise<Omit<RoomInWords, 'mentions'>[]> {
    const told = rooms.slice(0, mostRooms).map(({ room }) => room.id);
    const rows = told.length > 0 ? await this.repository.of(told) : [];
    const found = new Map(rows.map((row) => [row.room_id, row]));
    return rooms.map((listed) => ({ ...listed, ...inWords(found.get(listed.room.id)) }));
  }
}

function inWords(row: LastWordsRow | undefined): Pick<RoomInWords, 'members' | 'lastWords'> {
  if (!row) return { members: null, lastWords: null };
  const { members, author, kind, text, about, is_formatted } = row;
  if (author === null || text === null) return { members, lastWords: null };
  const words = { author, kind: kind!, text: plainLine(text, is_formatted!) };
  return { members, lastWords: { ...words, ...(about && { about }) } };
}
