/** What looking at files may cost the machine. */
export interface MediaLimits {
  /** Files that are looked at at once, each in a process of its own. */
  atOnce: number;
  /** Files that wait for their turn at most. */
  waiting: number;
  /** Milliseconds that a file waits at most. */
  patience: number;
  /** Milliseconds that one file takes at most. */
  time: number;
  /** Bytes that the process of one file holds at most. */
  memory: number;
  /** Files after which a process makes room for a new one: decoders do not give back all that they took. */
  filesPerProcess: number;
  /** Milliseconds that a process waits for its next file. */
  idle: number;
}

/** A picture of 12 megapixels takes a second and 200 MB, as HEIC two and 330 MB; one of 48 as HEIC takes 5 s and 610 MB. */
export const mediaLimits: MediaLimits = {
  atOnce: 2,
  waiting: 200,
  patience: 10 * 60_000,
  time: 30_000,
  memory: 700_000_000,
  filesPerProcess: 50,
  idle: 30_000,
};
