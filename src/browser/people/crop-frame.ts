/** The square of a picture that becomes a face: in pixels of the picture, never outside of it. */

/** How many times as large as the smallest whole square it may be shown, and the pixels that are left of it then. */
const most = 8;
const least = 96;

export interface Square {
  left: number;
  top: number;
  side: number;
}

export class CropFrame {
  private scale = 1;
  private x: number;
  private y: number;

  /** The middle of it, as large as it goes: what is shown without a choice. */
  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.x = width / 2;
    this.y = height / 2;
  }

  get zoom(): number {
    return this.scale;
  }

  get mostZoom(): number {
    return Math.max(1, Math.min(most, this.whole / least));
  }

  get square(): Square {
    const side = this.whole / this.scale;
    return { left: this.x - side / 2, top: this.y - side / 2, side };
  }

  /** By parts of the square's side, to where one looks: what lies to the right comes into view by a positive one. */
  move(across: number, down: number): void {
    const { side } = this.square;
    this.x = within(this.x + across * side, side / 2, this.width);
    this.y = within(this.y + down * side, side / 2, this.height);
  }

  /** Keeps what is at this place of the square (parts of its side from its middle) there. */
  zoomTo(zoom: number, across = 0, down = 0): void {
    const before = this.square.side;
    this.scale = Math.min(this.mostZoom, Math.max(1, zoom));
    const grown = (before - this.square.side) / this.square.side;
    this.move(across * grown, down * grown);
  }

  private get whole(): number {
    return Math.min(this.width, this.height);
  }
}

const within = (place: number, half: number, length: number) =>
  Math.min(length - half, Math.max(half, place));
