/** Where a list stands within another one, by Knuth, Morris and Pratt: somebody may say one word a thousand times. */
export function* occurrences(
  wanted: readonly string[],
  all: readonly string[],
): Generator<number, undefined> {
  const fallback = fallbacksOf(wanted);
  let matched = 0;
  for (let at = 0; at < all.length; at++) {
    while (matched > 0 && all[at] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (all[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    yield at - matched + 1;
    matched = fallback[matched - 1]!;
  }
}

/** For each beginning of a list, how much of its end is its beginning again. */
function fallbacksOf(wanted: readonly string[]): number[] {
  const fallback = [0];
  for (let at = 1, matched = 0; at < wanted.length; at++) {
    while (matched > 0 && wanted[at] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (wanted[at] === wanted[matched]) matched++;
    fallback.push(matched);
  }
  return fallback;
}
