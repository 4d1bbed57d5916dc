/**
 * Bytes on their way through the server, to or from somebody. Their buffers lie outside of V8's heap, which holds little more of them
 * than that they are there. By itself V8 looks for dead young ones once its own young part is full: after some hundred MB of them.
 * Long before that Node.js 24 goes through its whole heap, each time those not yet freed are as many as the heap may grow by: at
 * 500 MB/s it does little else. (Node.js 20 does not count them.)
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes after which those that went through are freed; to go through what is young takes half a millisecond. */
const freeEvery = 8 * 1024 * 1024;

let passed = 0;

/** Hands on what comes. */
export async function* passing(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  for await (const chunk of chunks) {
    yield chunk;
    passed += chunk.length;
    if (passed < freeEvery) continue;
    passed = 0;
    freeYoung();
  }
}

let collect: NodeJS.GCFunction | undefined;

function freeYoung(): void {
  collect ??= prepareV8();
  collect({ type: 'minor' });
}

/** There is no other way to V8's collector than the one that its tests take. */
function prepareV8(): NodeJS.GCFunction {
  // What slow lines hold for a while becomes old, and counts. Its heap may always be three times what it holds: as it is anyway while
  // people only talk, and as it is no more once much of that has been freed often.
  setFlagsFromString('--heap-growing-percent=200');
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as NodeJS.GCFunction;
  setFlagsFromString('--no-expose-gc');
  return gc;
}
