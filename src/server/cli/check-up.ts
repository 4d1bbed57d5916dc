import type { Check, Finding } from '../files/checkup/check.js';

/** How many findings there were of which sort. */
export interface Health {
  mended: number;
  /** What nobody needs, and is still there. */
  mendable: number;
  /** What somebody may need, and nobody can mend from here. */
  lost: number;
}

/** Findings of one check that are named; the others are counted. */
const named = 50;

/** Carries out the checks of a section, mends where that is wanted, and counts what it finds into `health`. */
export async function checkUp(
  section: string,
  checks: Check[],
  mends: boolean,
  health: Health,
  say: (line: string) => void,
): Promise<void> {
  for (const check of checks) {
    let count = 0;
    for await (const { what, mend } of check.findings()) {
      if (count === 0) say(`${section}: ${check.title}`);
      const [became, line] = await outcomeOf(what, mends, mend);
      health[became]++;
      if (++count <= named) say(`  ${line}`);
    }
    if (count > named) say(`  and ${count - named} more`);
  }
}

/** One that could not be removed, for lack of rights say, keeps nothing else from being looked at. */
async function outcomeOf(
  what: string,
  mends: boolean,
  mend: Finding['mend'],
): Promise<[became: keyof Health, line: string]> {
  if (!mend) return ['lost', `! ${what}`];
  if (!mends) return ['mendable', `- ${what}`];
  try {
    await mend();
    return ['mended', `removed ${what}`];
  } catch (error) {
    return ['mendable', `- ${what}: not removed (${(error as Error).message})`];
  }
}
