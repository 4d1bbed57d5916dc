/** A picture behind a window: moved and made larger by pointer, fingers, wheel and keys. */
import type { CropFrame } from './crop-frame.js';

/** Parts of the window that an arrow moves it by; with Shift, further. */
const stride = 0.05;
const stretch = 4;
/** By which + and − change it. */
const step = 1.15;

interface Point {
  x: number;
  y: number;
}

export class CropStage {
  private readonly fingers = new Map<number, Point>();

  constructor(
    private readonly stage: HTMLElement,
    private readonly picture: HTMLImageElement,
    private readonly frame: CropFrame,
    private readonly onChange: () => void,
    signal: AbortSignal,
  ) {
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      heard: (event: HTMLElementEventMap[Name]) => void,
    ) => stage.addEventListener(name, heard, { signal, passive: false });
    listen('pointerdown', (event) => this.down(event));
    listen('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const)
      listen(end, ({ pointerId }) => this.fingers.delete(pointerId));
    listen('wheel', (event) => {
      event.preventDefault();
      this.grow(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), pointOf(event));
    });
    listen('keydown', (event) => this.pressed(event));
    this.show();
  }

  zoomTo(zoom: number): void {
    this.frame.zoomTo(zoom);
    this.show();
  }

  private show(): void {
    const { left, top, side } = this.frame.square;
    const { style, naturalWidth, naturalHeight } = this.picture;
    const percent = (pixels: number) => `${(pixels / side) * 100}%`;
    style.width = percent(naturalWidth);
    style.height = percent(naturalHeight);
    style.left = percent(-left);
    style.top = percent(-top);
    this.onChange();
  }

  private move(across: number, down: number): void {
    this.frame.move(across, down);
    this.show();
  }

  private grow(factor: number, around: Point): void {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    const [across, down] = [(around.x - left) / width - 0.5, (around.y - top) / height - 0.5];
    this.frame.zoomTo(this.frame.zoom * factor, across, down);
    this.show();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = stride * (event.shiftKey ? stretch : 1);
    const keys: Record<string, () => void> = {
      ArrowLeft: () => this.move(-far, 0),
      ArrowRight: () => this.move(far, 0),
      ArrowUp: () => this.move(0, -far),
      ArrowDown: () => this.move(0, far),
      '+': () => this.zoomTo(this.frame.zoom * step),
      '=': () => this.zoomTo(this.frame.zoom * step),
      '-': () => this.zoomTo(this.frame.zoom / step),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]!();
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.fingers.set(event.pointerId, pointOf(event));
    this.stage.setPointerCapture(event.pointerId);
  }

  private moved(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, now);
    const side = this.stage.clientWidth;
    const share = other ? 2 : 1;
    this.move((before.x - now.x) / side / share, (before.y - now.y) / side / share);
    if (!other) return;
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.grow(distance(now, other) / Math.max(1, distance(before, other)), middle);
  }
}

const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
