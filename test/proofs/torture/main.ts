/** `npm run torture`: faults one after the other on a server of its own, each checked; and known defects that must be caught. */
import { allFaults, namedFaults, shortFaults, shortProofs } from './faults.js';
import { readOptions } from './options.js';
import { brokenOff, judge, type Outcome } from './outcome.js';
import { type Proof, proofs } from './proofs.js';
import { findingLines, outcomeTable, proofTable, type Proven, writeJson } from './report.js';
import type { Scenario } from './scenario.js';
import { Stage } from './stage.js';
import { World } from './world.js';

const options = readOptions(process.argv.slice(2));
const outcomes: Outcome[] = [];
const proven: Proven[] = [];
let postgres = 'unknown';
let world: World | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clearUp().then(() => process.exit(1)));

console.log(`Seed ${options.seed}; the same again with --seed ${options.seed}.`);
if (!options.sabotage) await torture(scenarios());
await prove(sabotages());

if (outcomes.length > 0) console.log(`\n${outcomeTable(outcomes)}`);
if (proven.length > 0) console.log(`\n${proofTable(proven)}`);
if (options.json) writeJson(options.json, options.seed, postgres, outcomes, proven);
// Clients that were closed may still have timers.
process.exit(
  outcomes.every(({ verdict }) => verdict === 'pass') && proven.every(({ isAsExpected }) => isAsExpected)
    ? 0
    : 1,
);

async function torture(faults: Scenario[]): Promise<void> {
  const begin = Date.now();
  world = await World.start();
  try {
    const [row] = await world.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    postgres = row!.version;
    for (const scenario of faults) {
      if (Date.now() - begin > options.minutes * 60_000) break;
      console.log(`${scenario.name}: ${scenario.says} …`);
      const outcome = await play(world, withPatience(scenario));
      outcomes.push(outcome);
      console.log(
        [
          `  ${outcome.verdict}, healed in ${(outcome.healedIn / 1_000).toFixed(1)} s`,
          ...findingLines(outcome),
        ].join('\n'),
      );
    }
  } finally {
    await clearUp();
  }
}

/** A run that breaks off has failed; the next one gets a server that runs. */
async function play(on: World, scenario: Scenario, clientSabotage?: string): Promise<Outcome> {
  try {
    await on.withLimits(scenario.isLimited ?? false);
    const { stage, history } = await Stage.play(on, { ...options, scenario, clientSabotage });
    return judge(scenario, stage, history);
  } catch (error) {
    return brokenOff(scenario, String(error));
  }
}

async function prove(names: string[]): Promise<void> {
  for (const name of names) {
    const proof = proofs[name];
    if (!proof)
      throw new Error(`There is no sabotage ${name}. There are: ${Object.keys(proofs).join(', ')}, and all.`);
    console.log(`${name}, under "${proof.scenario.says}" …`);
    const result = await proveOne(name, proof);
    proven.push(result);
    console.log(
      `  ${result.isAsExpected ? 'as expected' : 'NOT as expected'}: ${result.found || 'nothing found'}`,
    );
  }
}

async function proveOne(
  name: string,
  { scenario, caughtBy, isClient, sql, settings }: Proof,
): Promise<Proven> {
  world = await World.start(isClient ? undefined : name);
  try {
    if (sql) await world.query(sql);
    for (const setting of settings ?? []) await world.administer(setting);
    const outcome = await play(world, scenario, isClient ? name : undefined);
    console.log(findingLines(outcome).join('\n'));
    const absent = isClient ? undefined : await absence(world);
    if (absent) return { sabotage: name, isAsExpected: false, found: absent };
    const names = Object.keys(outcome.findings);
    const isAsExpected =
      caughtBy.length > 0 ? caughtBy.some((each) => outcome.findings[each]) : outcome.verdict === 'pass';
    return { sabotage: name, isAsExpected, found: names.join(', ') };
  } finally {
    await clearUp();
  }
}

/** Why the server has not the defect that it was given. */
function absence({ server }: World): Promise<string | undefined> {
  return server.order({ do: 'prove-defect' }).then(
    () => undefined,
    (error: unknown) => String(error),
  );
}

async function clearUp(): Promise<void> {
  await world?.end();
  world = undefined;
}

function withPatience(scenario: Scenario): Scenario {
  const { patience } = options;
  return {
    ...scenario,
    healWithin: scenario.healWithin * patience,
    presenceWithin: scenario.presenceWithin * patience,
  };
}

function scenarios(): Scenario[] {
  const { only, isShort } = options;
  if (!only) return isShort ? shortFaults : allFaults;
  return only.map((name) => {
    const found = namedFaults.find((scenario) => scenario.name === name);
    if (!found)
      throw new Error(
        `There is no fault ${name}. There are: ${namedFaults.map((each) => each.name).join(', ')}`,
      );
    return found;
  });
}

function sabotages(): string[] {
  if (options.sabotage?.[0] === 'all') return Object.keys(proofs);
  return options.sabotage ?? (options.isShort && !options.only ? shortProofs : []);
}
