/** A picture made larger on its stage: by wheel, two fingers, double press or keys; dragged while it is. One finger swipes otherwise. */
import { distance, Fingers, type Point, pointOf, wheelFactor } from '../ui/fingers.js';

const most = 6;
const doubled = 2.5;
/** Milliseconds, pixels. */
const doubleTap = 320;
const nearby = 30;
const swiped = 56;
/** By which an arrow moves what is larger than its stage. */
const stride = 80;

interface Listener {
  /** It is so many times as large now. */
  zoomed(scale: number): void;
  /** A finger moved it to one side: to the one before, or to the next. */
  swiped(step: 1 | -1): void;
}

export class Zoom {
  scale = 1;
  private at: Point = { x: 0, y: 0 };
  private readonly fingers = new Fingers();
  private tapped = { time: -Infinity, x: 0, y: 0 };
  private begun: Point | undefined;

  constructor(
    private readonly stage: HTMLElement,
    private readonly picture: HTMLElement,
    private readonly listener: Listener,
  ) {
    stage.addEventListener('wheel', (event) => this.wheeled(event), { passive: false });
    stage.addEventListener('pointerdown', (event) => this.down(event));
    stage.addEventListener('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const)
      stage.addEventListener(end, (event) => this.up(event));
  }

  reset(): void {
    this.set(1, { x: 0, y: 0 });
  }

  toggle(around?: Point): void {
    if (this.scale > 1) this.reset();
    else this.by(doubled, around);
  }

  /** Keeps the point under the pointer, or the middle, where it is. */
  by(factor: number, around: Point = this.middle): void {
    const scale = Math.min(most, Math.max(1, this.scale * factor));
    const { x, y } = this.middle;
    const [fromX, fromY] = [around.x - x, around.y - y];
    const grown = scale / this.scale;
    this.set(scale, { x: fromX - (fromX - this.at.x) * grown, y: fromY - (fromY - this.at.y) * grown });
  }

  /** What keys do with it now. */
  get keys(): Record<string, () => void> {
    const [larger, smaller] = [() => this.by(1.5), () => this.by(1 / 1.5)];
    const sizes = { '+': larger, '=': larger, '-': smaller, '0': () => this.reset() };
    if (this.scale === 1) return sizes;
    return {
      ...sizes,
      ...{ ArrowLeft: () => this.pan(-stride, 0), ArrowRight: () => this.pan(stride, 0) },
      ...{ ArrowUp: () => this.pan(0, -stride), ArrowDown: () => this.pan(0, stride) },
    };
  }

  /** What lies to that side comes into view. */
  private pan(x: number, y: number): void {
    this.set(this.scale, { x: this.at.x - x, y: this.at.y - y });
  }

  private set(scale: number, { x, y }: Point): void {
    const was = this.scale;
    this.scale = scale;
    // It does not leave the stage.
    const { clientWidth, clientHeight } = this.stage;
    const { offsetWidth, offsetHeight } = this.picture;
    const space = (size: number, stage: number) => Math.max(0, (size * scale - stage) / 2);
    const within = (place: number, room: number) => Math.min(room, Math.max(-room, place));
    this.at = {
      x: within(x, space(offsetWidth, clientWidth)),
      y: within(y, space(offsetHeight, clientHeight)),
    };
    this.picture.style.transform =
      scale === 1 ? '' : `translate(${this.at.x}px, ${this.at.y}px) scale(${scale})`;
    this.stage.classList.toggle('is-zoomed', scale > 1);
    if (scale !== was) this.listener.zoomed(scale);
  }

  private get middle(): Point {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  private wheeled(event: WheelEvent): void {
    event.preventDefault();
    this.by(wheelFactor(event), pointOf(event));
  }

  private down(event: PointerEvent): void {
    if (!this.fingers.down(event, this.stage)) return;
    this.begun = this.fingers.count === 1 ? pointOf(event) : undefined;
  }

  private moved(event: PointerEvent): void {
    const move = this.fingers.move(event);
    if (!move) return;
    const { before, now, pinch } = move;
    if (pinch) this.by(pinch.factor, pinch.middle);
    else if (this.scale > 1)
      this.set(this.scale, { x: this.at.x + now.x - before.x, y: this.at.y + now.y - before.y });
    else if (event.pointerType === 'touch' && this.begun)
      this.picture.style.transform = `translate(${now.x - this.begun.x}px, 0)`;
  }

  private up(event: PointerEvent): void {
    if (!this.fingers.up(event)) return;
    const { begun } = this;
    this.begun = undefined;
    if (!begun || event.type === 'pointercancel') return this.scale === 1 ? this.reset() : undefined;
    const now = pointOf(event);
    const across = now.x - begun.x;
    if (distance(now, begun) < nearby) return this.tappedAt(now, event.timeStamp);
    if (this.scale > 1 || event.pointerType !== 'touch') return;
    this.reset();
    const isAcross = Math.abs(across) > Math.abs(now.y - begun.y);
    if (isAcross && Math.abs(across) > swiped) this.listener.swiped(across < 0 ? 1 : -1);
  }

  private tappedAt(now: Point, time: number): void {
    if (this.scale === 1) this.reset();
    const isSecond = time - this.tapped.time < doubleTap && distance(now, this.tapped) < nearby;
    this.tapped = { ...now, time: isSecond ? -Infinity : time };
    if (isSecond) this.toggle(now);
  }
}
