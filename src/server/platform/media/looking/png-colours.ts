import { crc32, deflateSync } from 'node:zlib';

/** What comes before all else in a PNG: its mark, and the chunk that says how large it is. */
const beginning = 8 + 25;

/** A PNG, in pieces, that says which colours its numbers stand for: nothing lets one say that of bare pixels. */
export function withProfile(png: Buffer, profile: Buffer): Buffer[] {
  const body = Buffer.concat([Buffer.from('iCCPcolours\0\0', 'latin1'), deflateSync(profile)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return [png.subarray(0, beginning), length, body, sum, png.subarray(beginning)];
}
