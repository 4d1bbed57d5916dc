/** Bytes that are written one after another, and read in the same order: numbers take as many as they need. */
export class ByteWriter {
  private bytes = new Uint8Array(1_024);
  private size = 0;

  byte(value: number): void {
    this.makeRoom(1);
    this.bytes[this.size++] = value;
  }

  /** A whole number from 0 to 2^53: seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.makeRoom(8);
    let rest = value;
    // The bitwise operators know 32 bits only; most numbers have fewer.
    while (rest >= 0x80) {
      this.bytes[this.size++] = (rest % 0x80) | 0x80;
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.bytes[this.size++] = rest;
  }

  raw(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  /** A copy of what was written. */
  done(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.size));
  }

  private makeRoom(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.size + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at = 0,
    private readonly end = bytes.length,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  get place(): number {
    return this.at;
  }

  byte(): number {
    return this.bytes[this.at++]!;
  }

  varint(): number {
    const first = this.bytes[this.at++]!;
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let factor = 0x80; ; factor *= 0x80) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error('a row of the index ends too early');
      if (byte < 0x80) return value + byte * factor;
      value += (byte & 0x7f) * factor;
    }
  }

  pass(length: number): void {
    this.at += length;
  }

  /** The next so many bytes, not copied. */
  raw(length: number): Uint8Array {
    return this.bytes.subarray(this.at, (this.at += length));
  }
}
