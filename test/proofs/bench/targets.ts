/** What must be and what is wished, beside what was measured. */
import { shown, type Table } from './lab/bench.js';
import { type Aim, type Figure, shownFigure } from './lab/figures.js';

type Aimed = Figure & Aim;

const isAimed = (figure: Figure): figure is Aimed => figure.must !== undefined;

export function targetTable(figures: Figure[]): Table {
  return {
    title: 'What must be, what is wished, what was measured, and measured ÷ must',
    head: ['', 'must', 'wish', 'measured', 'ratio', ''],
    rows: figures.filter(isAimed).map((figure) => {
      const { name, must, wish, value } = figure;
      const measured = shownFigure(figure);
      return [
        name,
        limit(figure, must),
        wish === undefined ? '' : limit(figure, wish),
        measured,
        (value / must).toFixed(2),
        verdictOf(figure),
      ];
    }),
  };
}

/** One sentence for each figure that is not what it must be. */
export function shortfalls(figures: Figure[]): string[] {
  return figures
    .filter(isAimed)
    .filter((figure) => !reaches(figure, figure.must))
    .map((figure) => {
      const { name, must, isBound } = figure;
      const why = isBound ? ', which may be reached, as only a bound was measured' : '';
      return `${name}: measured ${shownFigure(figure)}, must be ${limit(figure, must)}${why}`;
    });
}

function verdictOf(figure: Aimed): string {
  if (!reaches(figure, figure.must)) return figure.isBound ? 'NOT SHOWN' : 'FALLS SHORT';
  if (figure.wish === undefined) return 'reached';
  return reaches(figure, figure.wish) ? 'reached, wish too' : 'reached';
}

/** False for what is no number, too. */
function reaches({ value, better }: Figure, aim: number): boolean {
  return better === 'higher' ? value >= aim : value <= aim;
}

const limit = ({ better, unit }: Figure, aim: number): string =>
  `${better === 'higher' ? '≥' : '≤'} ${shown(aim)} ${unit}`;
