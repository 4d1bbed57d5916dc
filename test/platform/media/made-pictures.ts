/** Pictures as people send them, and as attackers do. */
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** What a camera writes beside the pixels, the place among it. */
const camera = {
  IFD0: { Make: 'Leaky Camera', Software: 'Firmware 1' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '52/1 31/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '13/1 24/1 0/1',
  },
};
const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

/** The left half is red, the right half is blue. */
export const halves = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#f00' } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#00f' } },
      left: width / 2,
      top: 0,
    },
  ]);

/** A photograph by a camera that was held upright: its left is up. */
export const photo = (width: number, height: number): Promise<Buffer> =>
  halves(width, height).withMetadata({ orientation: 6 }).withExifMerge(camera).withXmp(xmp).jpeg().toBuffer();

/** What no encoder makes small. */
export const noise = (width: number, height: number, channels: 3 | 4): Sharp =>
  sharp(randomBytes(width * height * channels), { raw: { width, height, channels } });

export const flat = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#284' } });

/** Moving: each picture has a colour of its own. */
export function frames(width: number, height: number, count: number): Sharp {
  const size = width * height * 3;
  const data = Buffer.alloc(size * count);
  for (let index = 0; index < count; index++)
    data.fill(
      Buffer.from([index % 256, (index * 40) % 256, (index * 90) % 256]),
      index * size,
      (index + 1) * size,
    );
  return sharp(data, { raw: { width, height: height * count, channels: 3, pageHeight: height } });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of nothing but zeros: some thousandths of what it is once it is decoded, a thousandth at level 9. */
function blackPng(
  width: number,
  height: number,
  { bits = 8, colour = 2, interlace = 0, level = 1, chunks = [] as Buffer[] },
  rows: Buffer,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([bits, colour, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks,
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A square of one bit each. */
const bitPng = (side: number, level: number) =>
  blackPng(side, side, { bits: 1, colour: 0, level }, Buffer.alloc((side / 8 + 1) * side));

/** 2,500 megapixels. */
export const pixelBomb = (): Buffer => bitPng(50_000, 1);

/** The same in 256 kB: 1,600 megapixels. */
export const smallPixelBomb = (): Buffer => bitPng(40_000, 9);

/** Few pixels, and a remark of 200 MB beside them. */
export function remarkBomb(): Buffer {
  const remark = Buffer.concat([
    Buffer.from('Comment\0\0'),
    deflateSync(Buffer.alloc(2e8, 'a'), { level: 9 }),
  ]);
  return blackPng(60, 60, { chunks: [chunk('zTXt', remark)] }, Buffer.alloc(181 * 60));
}

/** Fewer pixels than are allowed; but interlaced, so that all of them are held at once: 240 MB. */
export function memoryBomb(): Buffer {
  const side = 9_000;
  const passes = [
    [8, 8],
    [8, 8],
    [4, 8],
    [4, 4],
    [2, 4],
    [2, 2],
    [1, 2],
  ].map(([x, y]) => (Math.ceil(side / x!) * 3 + 1) * Math.ceil(side / y!));
  const bytes = passes.reduce((sum, pass) => sum + pass, 0);
  return blackPng(side, side, { interlace: 1 }, Buffer.alloc(bytes));
}

/** A GIF of so many pictures of so many pixels, of a few bytes each; only of `drawn` by `drawn` is anything said. */
export function frameBomb(side: number, count: number, drawn = 1): Buffer {
  const screen = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  screen.writeUInt16LE(side, 6);
  screen.writeUInt16LE(side, 8);
  // Black and white in turns, as the same picture twice is one that lasts longer.
  const frames = ['44', '4c'].map((colour) => {
    const frame = Buffer.from(`21f904000a0000002c0000000001000100000202${colour}0100`, 'hex');
    frame.writeUInt16LE(drawn, 13);
    frame.writeUInt16LE(drawn, 15);
    return frame;
  });
  const shown = Array.from({ length: count }, (_, index) => frames[index % 2]!);
  return Buffer.concat([screen, ...shown, Buffer.from(';')]);
}

/** A WebP of so many pictures of so many pixels; each says something of the first of them alone. */
export async function webpBomb(side: number, count: number): Promise<Buffer> {
  const pixels = await Promise.all(['#000', '#fff'].map(pixel));
  const canvas = Buffer.alloc(10);
  // It moves.
  canvas[0] = 2;
  canvas.writeUIntLE(side - 1, 4, 3);
  canvas.writeUIntLE(side - 1, 7, 3);
  const shown = Array.from({ length: count }, (_, index) => {
    const place = Buffer.alloc(16);
    place.writeUIntLE(100, 12, 3);
    return riffChunk('ANMF', place, pixels[index % 2]!);
  });
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riffChunk('VP8X', canvas),
    riffChunk('ANIM', Buffer.alloc(6)),
    ...shown,
  ]);
  return riffChunk('RIFF', body);
}

/** As a WebP has it that stands still: what follows its head. */
async function pixel(background: string): Promise<Buffer> {
  const picture = sharp({ create: { width: 1, height: 1, channels: 3, background } });
  return (await picture.webp({ lossless: true }).toBuffer()).subarray(12);
}

function riffChunk(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(type), length, body, Buffer.alloc(body.length % 2)]);
}
