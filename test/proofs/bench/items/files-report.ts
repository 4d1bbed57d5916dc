/** What the tables of files say. */
import { type ItemReport, shown } from '../lab/bench.js';
import { type Figure, higherIsBetter, lowerIsBetter } from '../lab/figures.js';
import type { Carried, Load } from './files-carried.js';
import type { Talk, Talked } from './files-talk.js';

/** MB that a server may grow by, and how many times longer an acknowledgement may take. */
const aims = { grown: { must: 30 }, moved: { must: 2 } };

interface Measured {
  carried: Carried[];
  talks: Talked[];
  plan: { load: Load; talk: Talk };
}

export function report({ carried, talks, plan }: Measured): ItemReport {
  const { uploads, size, line, people, rate } = plan.talk;
  return {
    tables: [
      {
        title: `A file of ${shown(plan.load.size / 1e6)} MB, read from what the disk has cached; nginx flushes nothing of what it takes`,
        head: ['server', '', 'MB/s', 'server CPU s/GB', 'PostgreSQL', 'MB more at most', 'generator CPU'],
        rows: carried.map(cells),
      },
      {
        title: `${people} people say ${rate} messages a second; ${uploads} send ${shown(size / 1e6)} MB again and again, a line has ${shown(line / 1e6)} MB/s`,
        head: ['', 'files MB/s', 'p50 ms', 'p99 ms', 'max ms', 'server CPU', 'PostgreSQL', 'lost', 'doubled'],
        rows: talks.map(talkCells),
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

function talkCells({ circumstance, result, cost, bytes }: Talked): string[] {
  const { acknowledgement, lost, duplicates } = result;
  return [
    circumstance,
    shown(bytes / 1e6 / cost.seconds),
    shown(acknowledgement.p50),
    shown(acknowledgement.p99),
    shown(acknowledgement.max),
    `${shown((cost.server / cost.seconds) * 100)} %`,
    `${shown((cost.postgres / cost.seconds) * 100)} %`,
    shown(lost),
    shown(duplicates),
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

function talkFigures([alone, ...others]: Talked[], uploads: number): Figure[] {
  const before = alone!.result.acknowledgement.p99;
  return others.map(({ circumstance, result }) =>
    lowerIsBetter(
      `${uploads} uploads at once, ${circumstance}: acknowledgement p99, times that without`,
      result.acknowledgement.p99 / before,
      '',
      circumstance === 'each on a line' ? aims.moved : {},
    ),
  );
}
