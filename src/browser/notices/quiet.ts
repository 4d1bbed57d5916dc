/** Whether the reader is not to be disturbed now. What is meant for them says so itself; of the rest the page has to know. */

/** Milliseconds for which an answer holds. */
const goodFor = 60_000;

interface QuietTimes {
  quietUntil: string | null;
  /** `HH:MM` each; over midnight where the first is later. */
  quietHours: { from: string; to: string } | null;
  timeZone: string;
}

export class Quiet {
  private times: Promise<QuietTimes> | undefined;
  private askedAt = -Infinity;

  async isNow(): Promise<boolean> {
    if (performance.now() - this.askedAt > goodFor) this.times = undefined;
    try {
      return isQuiet(await (this.times ??= this.ask()), new Date());
    } catch {
      // Without an answer nobody is disturbed for what is not even meant for them.
      this.times = undefined;
      return true;
    }
  }

  private async ask(): Promise<QuietTimes> {
    this.askedAt = performance.now();
    const response = await fetch('/api/me/notices');
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return (await response.json()) as QuietTimes;
  }
}

function isQuiet({ quietUntil, quietHours, timeZone }: QuietTimes, now: Date): boolean {
  if (quietUntil && Date.parse(quietUntil) > now.getTime()) return true;
  if (!quietHours) return false;
  const { from, to } = quietHours;
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const time = new Intl.DateTimeFormat('en', format).format(now);
  return from < to ? from <= time && time < to : from <= time || time < to;
}
