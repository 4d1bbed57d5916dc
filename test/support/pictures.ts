/** Pictures and sound, made for a test. */
import sharp from 'sharp';
import { crc32 } from 'node:zlib';

/** A JPEG in one colour. */
export const jpeg = (width: number, height: number, background = '#a9481a'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** A GIF that changes its colour. */
export async function movingGif(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#a9481a', '#237a4b'].map((background) =>
      sharp({ create: { width: 120, height: 90, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [200, 200], loop: 0 })
    .toBuffer();
}

/** A PNG that says that it moves. */
export async function movingPng(): Promise<Buffer> {
  const png = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#a9481a' } })
    .png()
    .toBuffer();
  // Two pictures, for ever: https://www.w3.org/TR/png-3/#acTL-chunk.
  const control = Buffer.concat([Buffer.from('acTL'), Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(control.length - 4);
  check.writeUInt32BE(crc32(control));
  const headEnd = 8 + 25;
  return Buffer.concat([png.subarray(0, headEnd), length, control, check, png.subarray(headEnd)]);
}

/** A tone of so many seconds, as WAV. */
export function tone(seconds: number): Buffer {
  const rate = 8_000;
  const length = rate * seconds;
  const bytes = Buffer.alloc(44 + length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.write('data', 36);
  bytes.writeUInt32LE(length * 2, 40);
  for (let n = 0; n < length; n++) bytes.writeInt16LE(Math.round(3_000 * Math.sin(n / 3)), 44 + n * 2);
  return bytes;
}
