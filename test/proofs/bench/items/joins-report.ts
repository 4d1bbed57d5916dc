/** What the table of joins says. */
import type { Entered } from '../generator/main.js';
import { type ItemReport, median, nothingSent, shown } from '../lab/bench.js';
import { type Aim, type Figure, higherIsBetter, isGeneratorBusy, lowerIsBetter } from '../lab/figures.js';
import type { Cost } from '../lab/measure.js';
import { type System, systems } from '../lab/systems.js';

/** So many rooms of so many people. */
export interface Shape {
  rooms: number;
  members: number;
}

export interface Storm {
  system: System;
  shape: Shape;
  /** Whether these people had been there before, and joined with the rev they had. */
  isAgain: boolean;
  result: Entered;
  cost: Cost;
}

interface Row {
  name: string;
  aim: Partial<Aim>;
  perSecond: number;
  generatorLoad: number;
  /** Milliseconds of CPU per join. */
  server: number;
  postgres: number;
}

/** Of a storm of so many: server and database together, milliseconds per join. */
const aimedPeople = 1_000;
const aims: Record<'first' | 'again', Aim> = {
  first: { must: 1.3, wish: 0.9 },
  again: { must: 1.1, wish: 0.9 },
};

export function report(people: number, atOnce: number, storms: Storm[]): ItemReport {
  const sizes = [...new Set(storms.map(({ shape }) => shape.members))];
  const rows = sizes.flatMap((members) =>
    systems.flatMap((system) =>
      [false, true].map((isAgain) =>
        row(
          people,
          storms.filter(
            (storm) =>
              storm.system === system && storm.shape.members === members && storm.isAgain === isAgain,
          ),
        ),
      ),
    ),
  );
  return {
    tables: [
      {
        title: `${shown(people)} clients connect and join, ${atOnce} at a time; the median of the rounds, CPU in ms per join`,
        head: ['', 'joins/s', 'server', 'PostgreSQL', 'together', 'generator CPU'],
        rows: rows.map(cells),
      },
    ],
    figures: rows.flatMap(figures),
    ...nothingSent,
    data: storms,
  };
}

function row(people: number, storms: Storm[]): Row {
  const { shape, system, isAgain } = storms[0]!;
  const cpu = (which: 'server' | 'postgres') =>
    median(storms.map(({ cost }) => (cost[which] * 1e3) / people));
  const place =
    shape.rooms === 1 ? `one room of ${shown(people)}` : `${shape.rooms} rooms of ${shape.members}`;
  return {
    name: `join of ${place}, ${isAgain ? 'again with rev' : 'first time'}${system === 'samovar' ? '' : `, bare ${system}`}`,
    aim: system === 'samovar' && people === aimedPeople ? aims[isAgain ? 'again' : 'first'] : {},
    perSecond: people / median(storms.map(({ result }) => result.seconds)),
    generatorLoad: median(storms.map(({ result }) => result.generatorLoad)),
    server: cpu('server'),
    postgres: cpu('postgres'),
  };
}

function cells({ name, perSecond, generatorLoad, server, postgres }: Row): string[] {
  return [
    name,
    `${isGeneratorBusy(generatorLoad) ? '≥ ' : ''}${shown(perSecond)}`,
    ...[server, postgres, server + postgres].map(shown),
    `${shown(generatorLoad * 100)} %`,
  ];
}

function figures({ name, aim, perSecond, generatorLoad, server, postgres }: Row): Figure[] {
  return [
    lowerIsBetter(`${name}: CPU of server and database each`, server + postgres, 'ms', aim),
    higherIsBetter(`${name}: joins`, perSecond, '/s', { generatorLoad }),
  ];
}
