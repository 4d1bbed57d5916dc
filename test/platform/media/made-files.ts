/** Files that are no pictures, as small as they can be. */

/** PCM of silence. */
export function wav(seconds: number): Buffer {
  const rate = 8_000;
  const data = Buffer.alloc(rate * seconds);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

const unsigned = (value: number, bytes = 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

function element(id: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    content.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)),
  );
  return Buffer.concat([Buffer.from(id, 'hex'), unsigned(0x10000000 + body.length), body]);
}

/** As a browser records one: of unknown length, the last block begins at that many milliseconds. */
export function webm(codec: 'V_VP8' | 'A_OPUS', milliseconds: number, { ownLength = 0 } = {}): Buffer {
  const track =
    codec === 'V_VP8'
      ? [
          element('83', '\x01'),
          element('e0', element('b0', unsigned(320, 2)), element('ba', unsigned(180, 2))),
        ]
      : [element('83', '\x02'), element('e1', element('9f', '\x01'))];
  const length = Buffer.alloc(8);
  length.writeDoubleBE(ownLength);
  const cluster = (at: number) => [
    Buffer.from('1f43b67501ffffffffffffff', 'hex'),
    element('e7', unsigned(at)),
    ...[0, 20, 40].map((time) => element('a3', '\x81', unsigned(time, 2), '\0', Buffer.alloc(30))),
  ];
  return Buffer.concat([
    element('1a45dfa3', element('4282', 'webm')),
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    element(
      '1549a966',
      element('2ad7b1', unsigned(1_000_000)),
      ...(ownLength ? [element('4489', length)] : []),
    ),
    element(
      '1654ae6b',
      element('ae', element('d7', '\x01'), element('73c5', '\x01'), element('86', codec), ...track),
    ),
    ...cluster(0),
    ...cluster(milliseconds - 40),
  ]);
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([unsigned(body.length + 8), Buffer.from(type), body]);
}

const numbers = (...values: number[]) => Buffer.concat(values.map((value) => unsigned(value)));
const upright = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const turned = [0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000];

/** A video without pictures that says what a telephone says: held upright, it is a turned one. */
export function mp4(
  width: number,
  height: number,
  seconds: number,
  { brand = 'isom', isTurned = false } = {},
): Buffer {
  const time = [0, 0, 1_000, seconds * 1_000];
  const sample = Buffer.alloc(78);
  sample.writeUInt16BE(1, 6);
  sample.writeUInt16BE(width, 24);
  sample.writeUInt16BE(height, 26);
  const table = box(
    'stbl',
    box('stsd', numbers(0, 1), box('avc1', sample)),
    box('stts', numbers(0, 0)),
    box('stsc', numbers(0, 0)),
    box('stsz', numbers(0, 0, 0)),
    box('stco', numbers(0, 0)),
  );
  const media = box(
    'mdia',
    box('mdhd', numbers(0, ...time, 0x55c40000)),
    box('hdlr', numbers(0, 0), Buffer.from('vide'), Buffer.alloc(13)),
    box('minf', box('vmhd', numbers(1, 0, 0)), table),
  );
  const place = numbers(7, 0, 0, 1, 0, seconds * 1_000, 0, 0, 0, 0, ...(isTurned ? turned : upright));
  const track = box('trak', box('tkhd', place, numbers(width * 65_536, height * 65_536)), media);
  const head = numbers(0, ...time, 0x10000, 0x01000000, 0, 0, ...upright, 0, 0, 0, 0, 0, 0, 2);
  return Buffer.concat([
    box('ftyp', Buffer.from(brand), numbers(0), Buffer.from(brand)),
    box('moov', box('mvhd', head), track),
    box('mdat', Buffer.alloc(100)),
  ]);
}

/** Objects from the first on; the table of where they are is left to the reader to make. */
export function pdf(objects: string[], trailer = ''): Buffer {
  const body = objects.map((content, index) => `${index + 1} 0 obj\n${content}\nendobj\n`).join('');
  return Buffer.from(
    `%PDF-1.7\n${body}trailer\n<</Root 1 0 R/Size ${objects.length + 1}${trailer}>>\n%%EOF\n`,
  );
}

const stream = (content: string, dictionary = '') =>
  `<<${dictionary}/Length ${content.length}>>\nstream\n${content}\nendstream`;

/** Two pages of A4, the first one red. */
export const redPages = (catalogue = '') => [
  `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
  '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
  stream('1 0 0 rg 0 0 595 842 re f'),
];

/** One page that is filled with a pattern, a billion times a billion of it: longer than anybody lives. */
export const endlessPdf = (): Buffer =>
  pdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>>>',
    stream('/Pattern cs /P scn 0 0 500 500 re f'),
    stream(
      '0 0 3 3 re f',
      '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001/YStep 0.0001/Resources<<>>',
    ),
  ]);

/** The beginning of an OpenDocument text: the first entry of an archive says what it is. */
export function openDocument(): Buffer {
  const [name, type] = ['mimetype', 'application/vnd.oasis.opendocument.text'].map((text) =>
    Buffer.from(text),
  );
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt32LE(type!.length, 18);
  header.writeUInt32LE(type!.length, 22);
  header.writeUInt16LE(name!.length, 26);
  return Buffer.concat([header, name!, type!]);
}
