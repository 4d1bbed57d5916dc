/** WebSocket frames (RFC 6455, 5.2) as no client writes them, and floods of those that it may. */
import type { Random } from '../random.js';
import { mutatedBytes } from './mutations.js';

interface Frame {
  opcode: number;
  payload?: Buffer | string;
  isFinal?: boolean;
  isMasked?: boolean;
  /** The three bits that only extensions may set. */
  reserved?: number;
  /** What the header claims, where that is not the truth. */
  length?: number;
}

/** Mask 0, so that the bytes can be read. */
export function frame({
  opcode,
  payload = '',
  isFinal = true,
  isMasked = true,
  reserved = 0,
  length,
}: Frame): Buffer {
  const bytes = Buffer.from(payload);
  const claimed = length ?? bytes.length;
  const short = claimed < 126 ? claimed : claimed < 65_536 ? 126 : 127;
  const head = Buffer.alloc(short < 126 ? 2 : short === 126 ? 4 : 10);
  head[0] = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | short;
  if (short === 126) head.writeUInt16BE(claimed, 2);
  if (short === 127) head.writeBigUInt64BE(BigInt(claimed), 2);
  return Buffer.concat([head, isMasked ? Buffer.alloc(4) : Buffer.alloc(0), bytes]);
}

const text = '42["typing",{"roomId":1}]';

const kinds: ((random: Random) => Buffer[])[] = [
  () => [frame({ opcode: 1, payload: text, isMasked: false })],
  () => [frame({ opcode: 1, payload: text, reserved: 4 })],
  (random) => [frame({ opcode: 3 + random.below(5), payload: text })],
  (random) => [frame({ opcode: 11 + random.below(5), payload: text })],
  () => [frame({ opcode: 0, payload: text })],
  () => [frame({ opcode: 1, payload: text, isFinal: false }), frame({ opcode: 1, payload: text })],
  () => [frame({ opcode: 9, payload: 'x'.repeat(126) })],
  () => [frame({ opcode: 9, isFinal: false })],
  () => [frame({ opcode: 8, payload: Buffer.from([3]) })],
  () => [frame({ opcode: 8, payload: Buffer.from([0x27, 0x0f]) })],
  () => [frame({ opcode: 8, payload: Buffer.from([3, 0xe8, 0xff, 0xfe]) })],
  () => [frame({ opcode: 1, payload: Buffer.from([0x34, 0x32, 0xff, 0xfe]) })],
  () => [frame({ opcode: 1, payload: text, length: 2 ** 40 })],
  () => [frame({ opcode: 1, payload: text, length: 2 ** 53 })],
  () => [frame({ opcode: 1, payload: `42["x","${'y'.repeat(1_200_000)}"]` })],
  // In pieces of one byte each, with pings between them.
  () => [
    ...[...text].flatMap((letter, index) => [
      frame({ opcode: index === 0 ? 1 : 0, payload: letter, isFinal: false }),
      frame({ opcode: 9, payload: 'are you there' }),
    ]),
    frame({ opcode: 0, payload: '' }),
  ],
  () => [Buffer.concat(Array.from({ length: 5_000 }, () => frame({ opcode: 9, payload: 'x'.repeat(100) })))],
  () => [Buffer.concat(Array.from({ length: 5_000 }, () => frame({ opcode: 10 })))],
  () => [Buffer.concat(Array.from({ length: 3_000 }, () => frame({ opcode: 1, payload: '2' })))],
  () => [Buffer.concat(Array.from({ length: 3_000 }, () => frame({ opcode: 1, payload: '3' })))],
  () => [
    frame({ opcode: 1, payload: '4', isFinal: false }),
    ...Array.from({ length: 4_000 }, () => frame({ opcode: 0, isFinal: false })),
  ],
  (random) => [mutatedBytes(frame({ opcode: 1, payload: text }), random)],
  () => [Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
];

export const mutatedFrames = (random: Random): Buffer[] => random.pick(kinds)(random);
