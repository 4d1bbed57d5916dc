/** One line of the result. */
import { check, type CheckName, controlLosses, type Findings } from './checker/check.js';
import { healedIn, lastLate } from './checker/healing.js';
import type { History } from './checker/history.js';
import { type Evidence, evidenceOf, type Scenario } from './scenario.js';
import type { Stage } from './stage.js';

export type Verdict = 'pass' | 'fail' | 'inconclusive';

export interface Outcome {
  fault: string;
  sent: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  reordered: number;
  /** Milliseconds. */
  healedIn: number;
  verdict: Verdict;
  findings: Findings;
  evidence: Evidence;
  remarks: string[];
}

export function judge(scenario: Scenario, stage: Stage, history: History): Outcome {
  const findings = check(history);
  const healed = healedIn(history);
  const last = lastLate(history);
  const evidence = evidenceOf(history, stage, controlLosses(history));
  const isLate = healed > scenario.healWithin;
  const back = (history.fault.back - history.fault.end) / 1_000;
  const remarks = [
    `everybody back after ${back.toFixed(1)} s`,
    ...(healed > 0 && last ? [`late last: ${last.what}`] : []),
    ...stage.remarks,
    ...(isLate ? [`healed too late: ${scenario.healWithin / 1_000} s are allowed`] : []),
  ];
  const count = (...names: CheckName[]) =>
    names.reduce((sum, name) => sum + (findings[name]?.length ?? 0), 0);
  const hasFailed = isLate || Object.keys(findings).length > 0;
  return {
    fault: scenario.name,
    sent: history.attempts.filter(({ isNaive }) => !isNaive).length,
    acknowledged: history.attempts.filter(({ isNaive, outcome }) => !isNaive && outcome === 'answered')
      .length,
    lost: count('lost', 'never seen'),
    doubled: count('doubled', 'seen twice'),
    reordered: count('out of order', 'seen out of order'),
    healedIn: healed,
    verdict: hasFailed ? 'fail' : scenario.struck(evidence) ? 'pass' : 'inconclusive',
    findings,
    evidence,
    remarks,
  };
}

/** A run that could not be brought to its end: nothing is known but why. */
export function brokenOff({ name }: Scenario, why: string): Outcome {
  const nothing = { written: 0, controlLosses: 0, resent: 0, unavailable: 0, disconnects: 0, slowest: 0 };
  return {
    fault: name,
    sent: 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    reordered: 0,
    healedIn: 0,
    verdict: 'fail',
    findings: { bug: [why] },
    evidence: nothing,
    remarks: [],
  };
}
