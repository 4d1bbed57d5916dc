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
export const isPunctuation = (text: string): boolean => /^[-–—−,.;:!?…'"’]+$/u.test(text);

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

/** Where the first bracket is closed by the last one. */
function withoutBrackets(text: string): string {
  const close = brackets.get(text[0] ?? '');
  if (close === undefined || !text.endsWith(close)) return text;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === text[0]) depth++;
    else if (text[at] === close && --depth === 0) return text;
  }
  return text.slice(1, -1);
}
