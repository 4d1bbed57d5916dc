/** Ways on which a guest could learn of somebody whom they may not know of. Room 1 is theirs. */
export function pathsToPeople({
  person,
  personId,
  roomId,
}: {
  person: string;
  personId: number;
  roomId: number;
}): string[] {
  const after = `after=${personId}`;
  return [
    ...['', `?q=${person}`, `?${after}`].map((query) => `/people${query}`),
    ...['?query=', `?query=${person}`, `?${after}`, `?query=n&${after}`].map(
      (query) => `/api/people${query}`,
    ),
    ...[`/${personId}`, `/named/${person}`, `/2?room=${roomId}`, '/1?room=1'].map(
      (path) => `/api/people${path}`,
    ),
    ...['n', 'bo', person].map((query) => `/api/rooms/1/mentionable?query=${query}`),
    ...[`/api/rooms/${roomId}/mentionable?query=n`, '/api/me/ignored'],
  ];
}
