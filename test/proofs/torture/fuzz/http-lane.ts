/** One request after the other, each on a connection of its own: whole ones are owed an answer, broken ones no 5xx. */
import { exchange } from './exchange.js';
import { lookAt } from './findings.js';
import type { Lane, Playground } from './playground.js';
import { mutatedBytes } from './mutations.js';
import { mutatedRequest } from './http-mutations.js';
import { bytesOf, type RecordedRequest } from './request.js';

/** Milliseconds: every request is answered within 5 s. A long poll is asked to wait on top of that. */
const patience = 7_000;
const longPoll = 60_000;

export const httpLane: Lane = async (playground, random) => {
  const recorded = random.pick(playground.requests);
  const request = mutatedRequest(recorded, random, playground.idsFor(recorded.part));
  if (!playground.isHarmless(request)) return;
  const persona = playground.personas[recorded.part];
  const bytes = bytesOf(request, persona, random);
  const isWhole = random.chance(0.85) || recorded.part.startsWith('admin');
  if (isWhole) await whole(playground, request, bytes);
  else await broken(playground, request, mutatedBytes(bytes, random));
  await playground.lookAfter(persona);
};

async function whole(playground: Playground, request: RecordedRequest, bytes: Buffer): Promise<void> {
  const mayWait = /wait=|changes/.test(request.target);
  const answer = await exchange(playground.port, bytes, mayWait ? longPoll : patience);
  playground.sent++;
  const where = whereOf(request);
  const input = bytes.toString('latin1');
  const took = `after ${answer.milliseconds} ms`;
  if (answer.status === undefined)
    return playground.findings.note(
      answer.isClosed ? 'closed without an answer' : 'no answer',
      where,
      input,
      took,
    );
  playground.count(answer.status);
  if (answer.status >= 500 && !isWithReason(answer.status, answer.body))
    playground.findings.note(`status ${answer.status}`, where, input, answer.body.slice(0, 200));
  look(playground, request, input, answer.body);
}

/** It may be no request any more: an error, or silence, is an answer. */
async function broken(playground: Playground, request: RecordedRequest, bytes: Buffer): Promise<void> {
  const { status = 0, body } = await exchange(playground.port, bytes, 2_000, true);
  playground.sent++;
  const where = `broken ${whereOf(request)}`;
  if (status >= 500 && !isWithReason(status, body))
    playground.findings.note(`status ${status}`, where, bytes.toString('latin1'), body.slice(0, 200));
  look(playground, request, bytes.toString('latin1'), body);
}

function look(
  { findings, secrets }: Playground,
  request: RecordedRequest,
  input: string,
  body: string,
): void {
  // Administrators may look into every room.
  const wrong = lookAt(body, request.part.startsWith('admin') ? new Set() : secrets);
  if (wrong) findings.note(wrong, whereOf(request), input, body.slice(0, 500));
}

/** Too busy, and says so: `unavailable` in JSON, a sentence on a page. */
const isWithReason = (status: number, body: string) => status === 503 && body.length > 20;

/** What tells one failure from another. */
function whereOf({ part, method, target, headers }: RecordedRequest): string {
  const upgrade = headers.find(([name]) => name === 'Upgrade');
  if (upgrade) return `an upgrade to ${upgrade[1]}`;
  if (!target.startsWith('/')) return target.slice(0, 1);
  return `${part} ${method} ${target.split('?')[0]!.replace(/\d+/g, '0').slice(0, 60)}`;
}
