/** The dates beside the bar: of the place one points at, and the marks of the calendar. Asked for when somebody comes near. */
import type { DatesView } from '../../../shared/dates.js';
import { type CalendarMark, calendarMarks } from '../../core/calendar-marks.js';
import type { Connection } from '../../core/connection.js';
import { exactness, KnownTimes } from '../../core/known-times.js';
import { type Scale, topOf } from '../../core/room-scale.js';
import { Throttle } from '../../core/throttle.js';
import { timeText } from '../../ui/times.js';
import type { BarredRoom } from './barred-room.js';
import type { PlacedMark } from './bar-elements.js';

/** Milliseconds between two questions. */
const every = 150;
/** Places at even distances, and marks, at most; one question holds more (limits.datesAtOnce). */
const [samples, most] = [16, 12];

interface Mark {
  label: string;
  seq: number;
}

export class BarDates {
  private readonly known = new KnownTimes();
  private readonly asking = new Throttle(() => void this.askFor(), every);
  private marks: Mark[] = [];
  private isPrepared = false;
  private wanted: number | undefined;

  constructor(
    private readonly room: BarredRoom,
    private readonly connection: Connection,
    private readonly learned: () => void,
  ) {}

  /** Asks what is needed soon; once. */
  prepare(): void {
    if (this.isPrepared) return;
    this.isPrepared = true;
    // Without an answer the next one who comes near asks again.
    this.ask().catch(() => (this.isPrepared = false));
  }

  /** The date of a place is to be known. */
  want(seq: number): void {
    this.wanted = this.exact(seq) === 'day' ? undefined : seq;
    if (this.wanted !== undefined) this.asking.soon();
  }

  /** As exactly as it is known: "Friday, 1 March 2024", "March 2024", "2024"; or nothing. */
  textOf(seq: number): string {
    const how = this.exact(seq);
    const { earliest } = this.known.around(seq);
    if (!how || earliest === undefined) return '';
    const moment = new Date(earliest);
    return how === 'year' ? String(moment.getFullYear()) : timeText(moment.toISOString(), how);
  }

  /** Each where the thumb begins when the view begins there; `span`: how many messages are in view. */
  marksOn(scale: Scale, span: number): PlacedMark[] {
    return this.marks.map(({ seq, label }) => ({
      label,
      top: topOf({ from: seq - 1, to: seq - 1 + span }, scale),
    }));
  }

  private exact(seq: number) {
    const onPage = this.room.stretch.bySeq(seq);
    if (onPage) this.known.learn(seq, onPage.createdAt);
    return exactness(this.known.around(seq));
  }

  private async ask(): Promise<void> {
    const { lastSeq } = this.room;
    const places = Array.from(
      { length: samples },
      (_, n) => 1 + Math.round(((lastSeq - 1) * n) / (samples - 1)),
    );
    const { written } = await this.answer({ of: [...new Set(places)] });
    const [first, last] = [written[0], written.at(-1)];
    if (!first || !last) return;
    const marks = calendarMarks(new Date(first.createdAt), new Date(last.createdAt), most);
    if (marks.length > 0) this.place(marks, await this.answer({ since: marks.map(momentOf) }));
    this.learned();
  }

  private place(marks: CalendarMark[], { firsts }: DatesView): void {
    this.marks = marks.flatMap((mark, index) => {
      const seq = firsts[index];
      return seq ? [{ seq, label: labelOf(mark) }] : [];
    });
  }

  private async askFor(): Promise<void> {
    const seq = this.wanted;
    if (seq === undefined) return;
    this.wanted = undefined;
    // Without an answer the number has to do.
    await this.answer({ of: [seq] }).catch(() => undefined);
    this.learned();
  }

  private async answer(asked: { of?: number[]; since?: string[] }): Promise<DatesView> {
    const answer = await this.connection.ask('dates', { roomId: this.room.id, ...asked });
    if (!answer.ok) throw new Error(answer.error.message);
    for (const { seq, createdAt } of answer.value.written) this.known.learn(seq, createdAt);
    return answer.value;
  }
}

const momentOf = ({ moment }: CalendarMark): string => moment.toISOString();

function labelOf({ moment, unit }: CalendarMark): string {
  if (unit === 'year') return String(moment.getFullYear());
  return timeText(moment.toISOString(), unit === 'day' ? 'date' : 'monthName');
}
