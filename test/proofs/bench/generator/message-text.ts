/** The texts that are sent, which call nobody: the time at which they should leave, then words, 80 characters in all. */

const words = ' could somebody look at the second table before lunch, the numbers of last week are in it';

/** `microseconds` on the generator's own clock. */
export function messageText(microseconds: number): string {
  return `=${Math.round(microseconds)}${words}`.slice(0, 80);
}

/** The time in a text made by `messageText`, else null. */
export function sentAt(text: string): number | null {
  if (!text.startsWith('=')) return null;
  const time = Number.parseInt(text.slice(1), 10);
  return Number.isNaN(time) ? null : time;
}
