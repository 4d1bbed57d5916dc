/** A polling client that posts what is no list of packets, in types and lengths that nobody expects. */
import { RawPolling } from '../../../support/raw-polling.js';
import type { Random } from '../random.js';
import { lookAt } from './findings.js';
import { mutatedText } from './mutations.js';
import { mutatedPackets } from './packet-mutations.js';
import type { Lane } from './playground.js';
import { filled } from './request.js';

const types = [
  'text/plain;charset=UTF-8',
  'application/octet-stream',
  'application/json',
  'text/plain;charset=utf-16',
  '',
];
const separator = '\x1e';

/** Milliseconds. */
const patience = 7_000;

export const pollingLane: Lane = async (playground, random) => {
  const part = random.pick(['member', 'program', 'stranger'] as const);
  const persona = playground.personas[part];
  const polling = await RawPolling.open(playground.world.url, persona.entry);
  if (random.chance(0.8)) await polling.connect();
  const sent: string[] = [];
  for (let n = 1 + random.below(4); n > 0; n--) {
    const body = bodyOf(playground.packets, random, playground.idsFor(part));
    const type = random.chance(0.7) ? types[0]! : random.pick(types);
    sent.push(`${type}: ${body}`);
    playground.sent++;
    const answer = await within(patience, polling.post(body, type ? { 'content-type': type } : {}));
    if (answer === 'lost') break;
    if (answer === 'late') playground.findings.note('no answer', `${part} polling`, sent.join('\n'));
    else if (answer.status >= 500)
      playground.findings.note(`status ${answer.status}`, `${part} polling`, sent.join('\n'), answer.body);
    if (answer === 'late' || answer.status !== 200) break;
  }
  // Whatever the server said: one look, unless there is nothing to say for a while.
  const said = await within(1_000, polling.poll());
  const wrong =
    Array.isArray(said) &&
    (said.some((packet) => packet.includes('"code":"internal"'))
      ? 'internal'
      : lookAt(said.join('\n'), playground.secrets));
  if (wrong) playground.findings.note(wrong, `${part} polling`, sent.join('\n'), String(said).slice(0, 500));
  await within(patience, polling.close());
  await playground.lookAfter(persona);
};

function bodyOf(packets: readonly string[], random: Random, ids: readonly number[]): string {
  const parts = Array.from({ length: 1 + random.below(6) }, () =>
    mutatedPackets(packets, random, ids).map((packet) =>
      typeof packet === 'string'
        ? filled(packet, random).replace('%', String(random.below(1_000)))
        : `b${packet.toString('base64')}`,
    ),
  ).flat();
  const body = parts.join(random.chance(0.9) ? separator : random.pick(['', '\n', separator.repeat(3), ':']));
  return random.chance(0.2) ? mutatedText(body, random) : body;
}

/** What comes of it, unless it takes too long, or the connection is lost. */
async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | 'late' | 'lost'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), milliseconds)));
  const done = await Promise.race([work.catch(() => 'lost' as const), late]);
  clearTimeout(timer);
  return done;
}
