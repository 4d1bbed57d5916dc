/**
 * The bar beside the log: it spans the whole room, whichever part of that is on the page. The browser's own one, which knows of
 * that part only, still lies under it and keeps its room: nothing moves when this one comes.
 */
import { type Scale, seqAt, type Span, thumbOf } from '../../core/room-scale.js';
import type { Connection } from '../../core/connection.js';
import { NextFrame } from '../../ui/frames.js';
import type { BarredRoom } from './barred-room.js';
import { BarDates } from './bar-dates.js';
import { BarElements } from './bar-elements.js';
import { watchHands } from './bar-hands.js';
import { BarView } from './bar-view.js';
import { Pointing } from './pointing.js';

/** Milliseconds after which the bar goes from a screen that is touched. */
const idleAfter = 1_500;

export class RoomBar {
  private readonly elements: BarElements;
  private readonly view: BarView;
  private readonly dates: BarDates;
  private readonly pointing: Pointing;
  private readonly changes = new NextFrame(() => this.draw());
  private frame = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly room: BarredRoom,
    connection: Connection,
    signal: AbortSignal,
  ) {
    this.elements = new BarElements(box);
    this.view = new BarView(box, room.messages, room.scroller);
    this.dates = new BarDates(room, connection, () => this.want());
    this.pointing = new Pointing(room, this.view, () => this.want());
    this.watch(signal);
    this.draw();
    this.stir();
  }

  /** The room has more messages, or shows others. */
  look(): void {
    this.changes.want();
  }

  /** How the bar is laid out now. */
  get scale(): Scale {
    return { count: this.room.lastSeq, ...this.elements.size };
  }

  private watch(signal: AbortSignal): void {
    this.box.addEventListener('scroll', () => this.scrolled(), { passive: true, signal });
    const observer = new ResizeObserver(() => this.changes.want());
    for (const element of [this.box, this.box.querySelector('#log')!]) observer.observe(element);
    watchHands(this.elements, {
      pointing: this.pointing,
      scale: () => this.scale,
      span: () => this.view.span,
      attention: () => this.dates.prepare(),
      page: (screens) => this.room.scroller.by(screens * this.box.clientHeight),
      wheel: (pixels) => this.room.scroller.by(pixels),
    });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      cancelAnimationFrame(this.frame);
      clearTimeout(this.idle);
      this.pointing.stop();
    });
  }

  private scrolled(): void {
    this.stir();
    this.want();
  }

  private stir(): void {
    this.elements.wake();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.elements.rest(), idleAfter);
  }

  private want(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { pointed } = this.pointing;
    const span = pointed ?? this.view.span;
    const isWhole = !span || this.view.isWhole;
    this.elements.toggle(!isWhole);
    if (isWhole) return;
    const { scale } = this;
    const thumb = thumbOf(span, scale);
    this.elements.place(thumb, this.dates.marksOn(scale, span.to - span.from));
    this.say(span, scale.count, pointed !== undefined);
  }

  private say(span: Span, count: number, isPointed: boolean): void {
    const isAtEnd = span.to >= count - 0.01;
    const seq = isAtEnd ? count : seqAt(span.from, count);
    if (isPointed) this.dates.want(seq);
    this.elements.say(seq, count, this.dates.textOf(seq), isPointed);
  }
}
