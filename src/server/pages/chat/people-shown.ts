/** How pages show people. */

/** The reader stands first among those who are here. */
export function withMeFirst<Shown extends { isMe: boolean }>(people: Shown[]): Shown[] {
  return [...people.filter(({ isMe }) => isMe), ...people.filter(({ isMe }) => !isMe)];
}
