/** What the tables of files say. */
import { type ItemReport, median, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, lowerIsBetter } from '../lab/figures.js';
import type { Carried, Load } from './files-carried.js';
import { circumstances, type Talk, type Talked } from './files-talk.js';

/** MB that a server may grow by, and how many times longer an acknowledgement may take. */
const aims = { grown: { must: 30 }, moved: { must: 2 } };

interface Measured {
  carried: Carried[];
  talks: Talked[];
  plan: { load: Load; talk: Talk };
}

export function report({ carried, talks, plan }: Measured): ItemReport {
  const { rounds, uploads, size, line, people, rate } = plan.talk;
  return {
    tables: [
      {
        title: `A file of ${shown(plan.load.size / 1e6)} MB, read from what the disk has cached; nginx flushes nothing of what it takes`,
        head: ['server', '', 'MB/s', 'server CPU s/GB', 'PostgreSQL', 'MB more at most', 'generator CPU'],
        rows: carried.map(cells),
      },
      {
        title: `${people} people say ${rate} messages a second; ${uploads} send ${shown(size / 1e6)} MB again and again, a line has ${shown(line / 1e6)} MB/s; medians of ${rounds} turns`,
        head: ['', 'files MB/s', 'p50 ms', 'p99 ms', 'max ms', 'server CPU', 'PostgreSQL', 'lost', 'doubled'],
        rows: circumstances.map((circumstance) => talkCells(circumstance, turnsOf(talks, circumstance))),
      },
    ],
    figures: [...carried.flatMap((each) => carriedFigures(each)), ...talkFigures(talks, uploads)],
    lost: talks.reduce((sum, { result }) => sum + result.lost, 0),
    duplicates: talks.reduce((sum, { result }) => sum + result.duplicates, 0),
    data: { carried, talks, plan },
  };
}

const speedOf = ({ bytes, seconds }: Carried) => bytes / 1e6 / seconds;
const perGb = ({ bytes }: Carried, cpu: number) => (cpu * 1e9) / bytes;

function cells(each: Carried): string[] {
  const { system, way, cost, grewKb, generatorLoad } = each;
  return [
    system,
    way,
    shown(speedOf(each)),
    shown(perGb(each, cost.server)),
    shown(perGb(each, cost.postgres)),
    shown(grewKb / 1_024),
    `${shown(generatorLoad * 100)} %`,
  ];
}

const turnsOf = (talks: Talked[], circumstance: Talked['circumstance']) =>
  talks.filter((talk) => talk.circumstance === circumstance);

const p99Of = (turns: Talked[]) => median(turns.map(({ result }) => result.acknowledgement.p99));

function talkCells(circumstance: string, turns: Talked[]): string[] {
  const middle = (valueOf: (turn: Talked) => number) => median(turns.map(valueOf));
  const sum = (valueOf: (turn: Talked) => number) => turns.reduce((all, turn) => all + valueOf(turn), 0);
  return [
    circumstance,
    shown(middle(({ bytes, cost }) => bytes / 1e6 / cost.seconds)),
    shown(middle(({ result }) => result.acknowledgement.p50)),
    shown(p99Of(turns)),
    shown(middle(({ result }) => result.acknowledgement.max)),
    `${shown(middle(({ cost }) => (cost.server / cost.seconds) * 100))} %`,
    `${shown(middle(({ cost }) => (cost.postgres / cost.seconds) * 100))} %`,
    shown(sum(({ result }) => result.lost)),
    shown(sum(({ result }) => result.duplicates)),
  ];
}

function carriedFigures(each: Carried): Figure[] {
  const { system, way, cost, grewKb, generatorLoad } = each;
  const isOurs = system === 'samovar';
  const at = `a large file ${way}${isOurs ? '' : `, bare ${system}`}`;
  return [
    higherIsBetter(`${at}: throughput`, speedOf(each), 'MB/s', { generatorLoad }),
    lowerIsBetter(`${at}: CPU of the server`, perGb(each, cost.server), 's/GB'),
    lowerIsBetter(`${at}: memory of the server grows by`, grewKb / 1_024, 'MB', isOurs ? aims.grown : {}),
  ];
}

function talkFigures(talks: Talked[], uploads: number): Figure[] {
  const [alone, ...others] = circumstances;
  const before = p99Of(turnsOf(talks, alone));
  return others.map((circumstance) =>
    lowerIsBetter(
      `${uploads} uploads at once, ${circumstance}: acknowledgement p99, times that without`,
      p99Of(turnsOf(talks, circumstance)) / before,
      '',
      circumstance === 'each on a line' ? aims.moved : {},
    ),
  );
}
