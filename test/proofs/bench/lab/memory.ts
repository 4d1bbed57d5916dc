/** What a process holds while something goes on. */

/** Milliseconds between two looks. */
const lookEvery = 100;

/** Does the work; resolves with the most that `resident` (kB) said meanwhile, too. */
export async function mostResident<Result>(
  resident: () => number,
  work: () => Promise<Result>,
): Promise<{ result: Result; peakKb: number }> {
  let peakKb = resident();
  const look = () => (peakKb = Math.max(peakKb, resident()));
  const timer = setInterval(look, lookEvery);
  try {
    const result = await work();
    look();
    return { result, peakKb };
  } finally {
    clearInterval(timer);
  }
}
