/**
 * How long a WebM is whose beginning does not say: a browser that records one (voice messages are) writes the beginning before it
 * knows. What is asked for is when the last block of the last cluster begins (https://www.rfc-editor.org/rfc/rfc9559, section 5.1.3).
 */
import type { FileHandle } from 'node:fs/promises';

/** A cluster is 32 s at most, as the times in it are 16 bits of milliseconds. */
const tailBytes = 8 * 1024 * 1024;

const ids = { cluster: 0x1f43b675, timestamp: 0xe7, group: 0xa0, block: 0xa1, simpleBlock: 0xa3 };
const clusterStart = Buffer.from('1f43b675', 'hex');

/** Seconds, in the usual scale of milliseconds; undefined where no cluster is found. */
export async function webmLength(file: FileHandle, size: number): Promise<number | undefined> {
  const length = Math.min(size, tailBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const tail = buffer.subarray(0, bytesRead);
  // The same four bytes may stand in sound or pictures by chance: what follows is no cluster then.
  for (let at = tail.length; at > 0; at--) {
    at = tail.lastIndexOf(clusterStart, at - 1);
    if (at === -1) return undefined;
    const end = endOf(tail, at);
    if (end !== undefined) return end / 1000;
  }
  return undefined;
}

/** Milliseconds at which the last block of the cluster begins. */
function endOf(bytes: Buffer, at: number): number | undefined {
  let time: number | undefined;
  let last = 0;
  let next = elementAt(bytes, at)?.start;
  while (next !== undefined) {
    const element = elementAt(bytes, next);
    if (!element) break;
    const { id, start, length } = element;
    if (id === ids.timestamp) time = numberAt(bytes, start, length);
    // It begins with its time: nothing else does.
    if (time === undefined) return undefined;
    if (id === ids.block || id === ids.simpleBlock) last = Math.max(last, blockTime(bytes, start));
    next = id === ids.group ? start : start + length;
  }
  return time === undefined ? undefined : time + last;
}

/** After the number of its track, which is one byte in all that is recorded. */
const blockTime = (bytes: Buffer, start: number) =>
  start + 3 <= bytes.length ? bytes.readInt16BE(start + 1) : 0;

const numberAt = (bytes: Buffer, start: number, length: number) =>
  length >= 1 && length <= 6 && start + length <= bytes.length ? bytes.readUIntBE(start, length) : undefined;

/** An element: its id, where its content begins, and how long that is; an unknown length is that of what is left. */
function elementAt(bytes: Buffer, at: number) {
  const idWidth = widthAt(bytes, at);
  const width = widthAt(bytes, at + idWidth);
  const start = at + idWidth + width;
  if (!idWidth || idWidth > 4 || !width || start > bytes.length) return undefined;
  let length = bytes[at + idWidth]! & (0xff >> width);
  for (let index = at + idWidth + 1; index < start; index++) length = length * 256 + bytes[index]!;
  const isUnknown = length === 2 ** (7 * width) - 1;
  return {
    id: bytes.readUIntBE(at, idWidth),
    start,
    length: isUnknown ? bytes.length - start : length,
  };
}

/** How many bytes a number of variable length has: as many as there are zeros before its first one, and that. 0: none. */
function widthAt(bytes: Buffer, at: number): number {
  const first = bytes[at];
  return first ? Math.clz32(first) - 23 : 0;
}
