/** What belongs to the sentence that words were taken from, and not to them. */

const opening = new Set(`([{<"'¿¡`);
const closing = new Set(`)]}>,.;:!?"'`);
const brackets = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);
const openingOf = new Map([...brackets].map(([open, close]) => [close, open]));

/** Whether a term is but the punctuation of a sentence, as in "who – me ?". */
export const isPunctuation = (text: string): boolean => /^[-–—−,.;:!?…]+$/u.test(text);

/** `(foo.bar(),` is `foo.bar()`, and `(foo)` is `foo`. A star at the end says what is done anyway. */
export function withoutSentence(text: string): string {
  const open = unclosed(text);
  let start = 0;
  let end = text.length;
  const isLoose = (mark: string, by: number) => {
    const bracket = openingOf.get(mark) ?? mark;
    if (!brackets.has(bracket)) return true;
    if (open.get(bracket)! * by <= 0) return false;
    open.set(bracket, open.get(bracket)! - by);
    return true;
  };
  while (end > start && closing.has(text[end - 1]!) && isLoose(text[end - 1]!, -1)) end--;
  while (start < end && opening.has(text[start]!) && isLoose(text[start]!, 1)) start++;
  if (text[end - 1] === '*' && end - start > 3) end--;
  return withoutBrackets(text.slice(start, end));
}

/** Of each bracket, how many are opened more than closed. */
function unclosed(text: string): Map<string, number> {
  const open = new Map([...brackets.keys()].map((bracket) => [bracket, 0]));
  for (const mark of text) {
    const bracket = openingOf.get(mark) ?? mark;
    if (brackets.has(bracket)) open.set(bracket, open.get(bracket)! + (bracket === mark ? 1 : -1));
  }
  return open;
}

/** Where one pair stands around it all, and no other of its kind within. */
function withoutBrackets(text: string): string {
  const close = brackets.get(text[0] ?? '');
  if (close === undefined || text.indexOf(close) !== text.length - 1 || text.lastIndexOf(text[0]!) !== 0)
    return text;
  return text.slice(1, -1);
}
