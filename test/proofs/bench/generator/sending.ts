/** The ways in which a crowd sends messages: one at a time, at a steady rate, or each as fast as it is answered. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatClient } from './chat-client.js';
import type { Crowd } from './crowd.js';
import { Histogram, type Summary } from './histogram.js';
import { messageText } from './message-text.js';
import { OwnLoad } from './own-load.js';

export interface SendingResult {
  /** Seconds from the first send to the last answer. */
  seconds: number;
  sent: number;
  acknowledged: number;
  refused: number;
  /** Sent, and neither acknowledged nor refused at the end. */
  unanswered: number;
  deliveries: number;
  lost: number;
  duplicates: number;
  disconnected: number;
  acknowledgement: Summary;
  delivery: Summary;
  /** This process's own CPU, as a share of one core. */
  generatorLoad: number;
}

/** Who sends, and to which room. */
export interface Sender {
  client: ChatClient;
  roomId: number;
}

class Sending {
  sent = 0;
  acknowledged = 0;
  refused = 0;
  readonly latency = new Histogram();
  private readonly start = performance.now();
  private readonly load = new OwnLoad();

  constructor(private readonly watchers: Crowd) {}

  /** Sends one message that should have left at `due` (milliseconds); `done` is called once it is acknowledged or refused. */
  send({ client, roomId }: Sender, due: number, done: () => void = () => undefined): void {
    this.sent++;
    const message = { roomId, clientId: randomUUID(), text: messageText(due * 1_000) };
    client.ask('message', message, (answer) => {
      if (answer.ok && 'seq' in answer.value) {
        this.acknowledged++;
        this.latency.add((performance.now() - due) * 1_000);
        this.watchers.receipts.acknowledged(roomId, answer.value.seq);
      } else {
        this.refused++;
      }
      done();
    });
  }

  get unanswered(): number {
    return this.sent - this.acknowledged - this.refused;
  }

  async result(): Promise<SendingResult> {
    for (const end = Date.now() + 8_000; this.unanswered > 0 && Date.now() < end;) await sleep(5);
    const seconds = (performance.now() - this.start) / 1_000;
    const generatorLoad = this.load.share();
    const { latency, ...delivered } = await this.watchers.settle();
    return {
      seconds,
      sent: this.sent,
      acknowledged: this.acknowledged,
      refused: this.refused,
      unanswered: this.unanswered,
      ...delivered,
      acknowledgement: this.latency.summary(),
      delivery: latency.summary(),
      generatorLoad,
    };
  }
}

/** One message, until everybody has it and the pause has passed; then the next. */
export async function sendOneByOne(
  watchers: Crowd,
  sender: Sender,
  count: number,
  pause: number,
): Promise<SendingResult> {
  const sending = new Sending(watchers);
  const readers = watchers.members.map(({ reader }) => reader);
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await new Promise<void>((resolve) => sending.send(sender, start, resolve));
    while (!watchers.receipts.isComplete(readers) && performance.now() < start + 2_000) await sleep(2);
    await sleep(Math.max(0, start + pause - performance.now()));
  }
  return sending.result();
}

/** `rate` messages a second, whatever the answers do; each one's time counts from when it was due. */
export async function sendSteadily(
  watchers: Crowd,
  senders: Sender[],
  rate: number,
  seconds: number,
): Promise<SendingResult> {
  const sending = new Sending(watchers);
  const start = performance.now();
  for (const all = Math.round(rate * seconds); sending.sent < all;) {
    // The first one is due at once.
    const due = Math.min(all, Math.floor(((performance.now() - start) / 1_000) * rate) + 1);
    // A server that does not answer is not buried: the step has failed anyway.
    if (sending.unanswered > rate * 2 + 100) break;
    while (sending.sent < due)
      sending.send(senders[sending.sent % senders.length]!, start + (sending.sent / rate) * 1_000);
    await sleep(1);
  }
  return sending.result();
}

/** Each sender sends its next message when the last one is answered. */
export async function sendInLoops(
  watchers: Crowd,
  senders: Sender[],
  seconds: number,
): Promise<SendingResult> {
  const sending = new Sending(watchers);
  const end = performance.now() + seconds * 1_000;
  const loop = (sender: Sender) => {
    const now = performance.now();
    if (now < end) sending.send(sender, now, () => loop(sender));
  };
  senders.forEach(loop);
  await sleep(seconds * 1_000);
  return sending.result();
}
