/** People as the server knows them. Each rejects without an answer. */
import { askServer } from '../ui/api.js';
import type { RenamedPerson, ShownPerson } from '../../shared/profiles.js';
import type {
  FoundPeople,
  MentionablePeople,
  PersonCard,
  PersonView,
  RoomPeopleView,
} from '../../shared/presence.js';

async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, signal ? { signal } : {});
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as Answer;
}

interface Wanted {
  query?: string;
  after?: string;
  limit?: number;
}

export function fetchRoomPeople(
  roomId: number,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<RoomPeopleView> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) parameters.set(name, String(value));
  return get(`/api/rooms/${roomId}/members?${parameters.toString()}`, signal);
}

export const fetchChangedPeople = (after: number): Promise<{ people: ShownPerson[]; last: number }> =>
  get(`/api/people/changed?after=${after}`);

export const fetchRenamedPeople = (): Promise<{ people: RenamedPerson[] }> => get('/api/people/renamed');

/** Others than the reader. */
export async function findPeople(query: string): Promise<PersonView[]> {
  const { people } = await get<FoundPeople>(`/api/people?query=${encodeURIComponent(query)}`);
  return people.filter(({ id }) => String(id) !== document.body.dataset.me);
}

/** Whom a message can call in a room. */
export async function fetchMentionable(roomId: number, query: string): Promise<PersonView[]> {
  const path = `/api/rooms/${roomId}/mentionable?query=${encodeURIComponent(query)}`;
  return (await get<MentionablePeople>(path)).people;
}

/** By their id, or their username; with how they stand to a room. Rejects with the server's sentence. */
export function fetchCard(person: number | string, roomId?: number): Promise<PersonCard> {
  const who = typeof person === 'number' ? String(person) : `named/${encodeURIComponent(person)}`;
  return askServer('GET', `/api/people/${who}${roomId === undefined ? '' : `?room=${roomId}`}`);
}
