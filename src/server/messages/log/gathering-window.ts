/**
 * For how long a busy room's messages are gathered into one event: the first one after a calm goes out at once. One write per
 * client and event: at 100 messages/s to 500 members 25 ms halve the server's CPU (FACTS, Fan-out).
 */

/** Milliseconds. */
const [shortest, longest] = [25, 150];

/** Of the time that a message takes from its arrival to its announcement. */
const factor = 1.5;

/** What one announcement moves the average by: some fifty of them, be it of one room or of many, are what it remembers. */
const weight = 0.02;

/**
 * Follows the load: where messages wait for each other on their way anyway, fewer and larger events get all of them there
 * sooner. What is gathered is half a window old in the mean, so the window settles at six times what the way itself takes.
 */
export class GatheringWindow {
  private average = 0;

  /** A room was told of messages that had arrived so many milliseconds before, in the mean; a stall is soon forgotten. */
  learn(age: number): void {
    this.average += (Math.min(age, longest) - this.average) * weight;
  }

  get milliseconds(): number {
    return Math.min(longest, Math.max(shortest, factor * this.average));
  }
}
