/** A picture behind a window: moved and made larger by pointer, fingers, wheel and keys. */
import { Fingers, type Point, pointOf, wheelFactor } from '../ui/fingers.js';
import type { CropFrame } from './crop-frame.js';

/** Parts of the window that an arrow moves it by; with Shift, further. */
const stride = 0.05;
const stretch = 4;
/** By which + and − change it. */
const step = 1.15;

export class CropStage {
  private readonly fingers = new Fingers();

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
    listen('pointerdown', (event) => this.fingers.down(event, stage));
    listen('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const) listen(end, (event) => this.fingers.up(event));
    listen('wheel', (event) => {
      event.preventDefault();
      this.grow(wheelFactor(event), pointOf(event));
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

  private moved(event: PointerEvent): void {
    const move = this.fingers.move(event);
    if (!move) return;
    const { before, now, pinch } = move;
    const side = this.stage.clientWidth;
    const share = pinch ? 2 : 1;
    this.move((before.x - now.x) / side / share, (before.y - now.y) / side / share);
    if (pinch) this.grow(pinch.factor, pinch.middle);
  }
}
