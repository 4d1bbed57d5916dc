/** As a condition on an SQL expression of a session's id: it signs its person in still. Looked up by the primary key. */
export const isLiveSession = (id: string): string =>
  `((select true from sessions lives where lives.id = ${id} and lives.ended_at is null and lives.expires_at > now()) is true)`;
