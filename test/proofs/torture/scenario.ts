/** What a fault is: how it is inflicted, what must have happened for it to count, and how soon all must be well. */
import type { History } from './checker/history.js';
import type { CrowdSize } from './crowd.js';
import type { Stage } from './stage.js';

/** What shows that a fault struck. */
export interface Evidence {
  /** Messages that were written while it lasted. */
  written: number;
  /** What naive clients lost. */
  controlLosses: number;
  /** Messages that went out again with the same id. */
  resent: number;
  /** Answers `unavailable`. */
  unavailable: number;
  /** Connections that broke. */
  disconnects: number;
  /** The longest that an answer took, in milliseconds. */
  slowest: number;
}

export interface Scenario {
  name: string;
  /** One line for the reader. */
  says: string;
  /** Messages a second, and characters in each. */
  rate?: number;
  length?: number;
  /** Share of messages that call somebody by name. */
  calls?: number;
  crowd?: Partial<CrowdSize>;
  /** The fault lies between clients and server. */
  isNetwork?: boolean;
  /** With the rate limits that everybody has; most faults need more traffic than people make. */
  isLimited?: boolean;
  /** Milliseconds after the fault's end: until everybody sees everything (P5, P12, P14), until presence is true (P8). */
  healWithin: number;
  presenceWithin: number;
  prepare?(stage: Stage): Promise<void>;
  /** Resolves when the fault has ended. */
  inflict(stage: Stage): Promise<void>;
  /** What is wrong that only this fault can show. */
  inspect?(history: History): string[];
  /** Whether enough happened for the run to prove anything. */
  struck(evidence: Evidence): boolean;
}

export function evidenceOf(
  { attempts, asked, fault }: History,
  stage: Stage,
  controlLosses: number,
): Evidence {
  const during = asked.filter(({ at }) => at >= fault.begin - 1_000 && at <= fault.end);
  return {
    written: attempts.filter(({ at }) => at >= fault.begin && at <= fault.end).length,
    controlLosses,
    resent: stage.recorder.resent,
    unavailable: asked.filter(({ code }) => code === 'unavailable').length,
    disconnects: stage.recorder.disconnects,
    slowest: Math.max(0, ...during.map(({ took }) => took ?? 0)),
  };
}
