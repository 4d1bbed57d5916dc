/** What the table of idle connections says. */
import { type ItemReport, nothingSent, shown } from '../lab/bench.js';
import { type Figure, lowerIsBetter } from '../lab/figures.js';
import type { System } from '../lab/systems.js';

export interface Idle {
  system: System;
  /** Connections. */
  size: number;
  /** Resident without any. */
  emptyKb: number;
  /** Resident more, for each. */
  kb: number;
  /** CPU of server and database, as a share of one core. */
  load: number;
}

const memory = { must: 25, wish: 18 };
/** Percent of a core, for 2,000 connections. */
const calmLoad = { must: 1, wish: 0.5 };

export function report(results: Idle[]): ItemReport {
  return {
    tables: [
      {
        title: 'Joined connections that do nothing',
        head: ['server', 'connections', 'kB resident each', 'CPU of server and database', 'MB without any'],
        rows: results.map(({ system, size, emptyKb, kb, load }) => [
          system,
          shown(size),
          shown(kb),
          `${shown(load * 100)} %`,
          shown(emptyKb / 1_024),
        ]),
      },
    ],
    figures: results.flatMap(figures),
    ...nothingSent,
    data: results,
  };
}

function figures({ system, size, kb, load }: Idle): Figure[] {
  const isOurs = system === 'samovar';
  const at = `${shown(size)} idle connections${isOurs ? '' : `, bare ${system}`}`;
  return [
    lowerIsBetter(`${at}: resident each`, kb, 'kB', isOurs ? memory : {}),
    lowerIsBetter(
      `${at}: CPU of server and database`,
      load * 100,
      '%',
      isOurs && size === 2_000 ? calmLoad : {},
    ),
  ];
}
