/** Keys by what they write in the reader's layout; where that is another alphabet, by what they write in the Latin one. */

/** Signs that actions are bound to, at their places on the keyboard. */
const signs: Record<string, string> = { Equal: '+', Digit3: '#' };

export function letterOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (key.length > 1) return key;
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter?.toLowerCase() ?? (shiftKey ? signs[code] : undefined) ?? key;
}
