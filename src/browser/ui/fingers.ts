/** Pointers that hold something on a stage: one moves it, two make it larger and smaller. */
export interface Point {
  x: number;
  y: number;
}

interface Move {
  before: Point;
  now: Point;
  /** Of two that moved apart or together: how many times as far they are, and what is between them. */
  pinch: { factor: number; middle: Point } | undefined;
}

export class Fingers {
  private readonly held = new Map<number, Point>();

  get count(): number {
    return this.held.size;
  }

  /** From now on all of its moves come to the stage. False for another button than the first. */
  down(event: PointerEvent, stage: HTMLElement): boolean {
    if (event.button !== 0) return false;
    this.held.set(event.pointerId, pointOf(event));
    stage.setPointerCapture(event.pointerId);
    return true;
  }

  /** Undefined for one that holds nothing. */
  move(event: PointerEvent): Move | undefined {
    const before = this.held.get(event.pointerId);
    if (!before) return undefined;
    const now = pointOf(event);
    const other = [...this.held].find(([id]) => id !== event.pointerId)?.[1];
    this.held.set(event.pointerId, now);
    return { before, now, pinch: other && pinch(before, now, other) };
  }

  /** Whether it held something. */
  up({ pointerId }: PointerEvent): boolean {
    return this.held.delete(pointerId);
  }
}

const pinch = (before: Point, now: Point, other: Point) => ({
  factor: distance(now, other) / Math.max(1, distance(before, other)),
  middle: { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 },
});

/** How many times as large a turn of the wheel makes it; two fingers on a touchpad come as a wheel with Ctrl. */
export const wheelFactor = ({ deltaY, ctrlKey }: WheelEvent): number =>
  Math.exp(-deltaY * (ctrlKey ? 0.01 : 0.002));

export const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
