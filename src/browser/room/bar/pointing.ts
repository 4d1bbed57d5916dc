/**
 * The reader points at places of the room: what is on the page comes into view at once, and anything else when they stay for a
 * moment, or let go. Only what is around that place is loaded, and nothing of what lies between.
 */
import { seqAt, type Span } from '../../core/room-scale.js';
import { t } from '../../ui/page-texts.js';
import { say } from '../../ui/passing-notice.js';
import type { BarredRoom } from './barred-room.js';
import type { Place } from '../way-back.js';
import type { BarView } from './bar-view.js';

/** Milliseconds. */
const rest = 150;
/** Milliseconds after the last key. */
const keysRest = 700;

export class Pointing {
  private target: Span | undefined;
  private origin: Place = 'end';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private landing: Promise<void> | undefined;
  private ending: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly room: BarredRoom,
    private readonly view: BarView,
    private readonly moved: () => void,
  ) {}

  /** What would be in view there; undefined while nobody points. */
  get pointed(): Span | undefined {
    return this.target;
  }

  /** By keys one press goes on from the one before. */
  begin(goesOn = false): void {
    clearTimeout(this.ending);
    if (this.target && goesOn) return;
    const { span } = this.view;
    if (!span) return;
    this.origin = this.room.readingAt ?? 'end';
    this.target = span;
  }

  /** The view is to begin there. */
  to(place: number): void {
    if (!this.target) return;
    const span = this.target.to - this.target.from;
    const from = Math.min(Math.max(place, 0), Math.max(this.room.lastSeq - span, 0));
    this.target = { from, to: from + span };
    this.room.reading.leaps();
    clearTimeout(this.timer);
    if (!this.show(this.target)) this.timer = setTimeout(() => void this.land(), rest);
    this.moved();
  }

  /** They let go if they do no more. */
  endSoon(): void {
    clearTimeout(this.ending);
    this.ending = setTimeout(() => void this.end(), keysRest);
  }

  /** They let go: from here one step leads back. */
  async end(): Promise<void> {
    const { target, origin } = this;
    if (!target) return;
    clearTimeout(this.timer);
    if (!this.show(target)) await this.land();
    // Somebody may have begun anew meanwhile.
    if (this.target !== target) return;
    if (!this.show(target)) say(t('There is no connection. Try again in a moment.'));
    this.target = undefined;
    this.room.reading.cameFrom(origin);
    this.room.reading.look();
    this.moved();
  }

  /** Back to where it began. */
  async cancel(): Promise<void> {
    const { target, origin } = this;
    if (!target) return;
    clearTimeout(this.timer);
    await this.landing;
    await this.room.reading.jump(origin, false);
    if (this.target === target) this.target = undefined;
    this.moved();
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.ending);
    this.target = undefined;
  }

  /** One question at a time; where they point elsewhere by then, that is asked for next. */
  private async land(): Promise<void> {
    await this.landing;
    const { target } = this;
    if (!target || this.show(target)) return;
    this.landing = this.room.reading.jump(this.placeOf(target), false);
    await this.landing;
    this.landing = undefined;
    if (this.target) this.show(this.target);
    this.moved();
  }

  /** False where that is not on the page. */
  private show(target: Span): boolean {
    if (this.isEnd(target)) return this.room.goToEnd();
    return this.view.goTo(target.from, this.room.lastSeq);
  }

  private isEnd = ({ to }: Span): boolean => to >= this.room.lastSeq - 0.01;

  private placeOf = (target: Span): Place =>
    this.isEnd(target) ? 'end' : seqAt(target.from, this.room.lastSeq);
}
