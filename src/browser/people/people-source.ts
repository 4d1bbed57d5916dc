/** People as the server knows them. Each rejects without an answer. */
import type { RenamedPerson, ShownPerson } from '../../shared/profiles.js';
import type { FoundPeople, PersonCard, PersonView, RoomPeopleView } from '../../shared/presence.js';

async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(path, signal ? { signal } : {});
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as Answer;
}

interface Wanted {
  query?: string;
  after?: number;
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

export const fetchCard = (userId: number): Promise<PersonCard> => get(`/api/people/${userId}`);
