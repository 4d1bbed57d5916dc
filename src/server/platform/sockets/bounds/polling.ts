/** Clients by polling: what one body may hold, and that they come for what is theirs. */
import { Logger } from '@nestjs/common';
import { FewLines } from '../../telemetry/few-lines.js';
import type { Inbound } from './inbound.js';

/** Packets in one body. A stock client sends together what it has gathered since its last. */
const packetsOfBody = 1_000;
const separator = '\u001e';

/** Milliseconds for which a client may leave no poll open. A stock one opens the next as soon as one is answered. */
const pollLimit = 20_000;
const lookEvery = 5_000;

interface PollingTransport {
  /** Whether a poll is open. */
  writable: boolean;
  onData(body: string): void;
  onError(reason: string): void;
  once(event: 'close', listener: () => void): void;
}

const closed = new FewLines(new Logger('Socket'), 'warn');

export class PollingClients {
  /** Since when each has had no poll open. */
  private readonly awaySince = new Map<PollingTransport, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly inbound: Inbound) {}

  bound(transport: object): void {
    const polling = transport as PollingTransport;
    // Before the engine takes the body apart: one of 100 kB holds 30,000.
    const takeApart = polling.onData.bind(polling);
    polling.onData = (body) => {
      const packets = packetsIn(body);
      const mayGoOn = packets <= packetsOfBody && this.inbound.take(polling, packets, body.length);
      if (mayGoOn) takeApart(body);
      else end(polling, 'it sends more packets than anybody needs');
    };
    this.awaySince.set(polling, performance.now());
    polling.once('close', () => this.awaySince.delete(polling));
    this.timer ??= setInterval(() => this.look(), lookEvery).unref();
  }

  /** Pings say nothing of it: pongs that nobody asked for put off the next one. */
  private look(): void {
    const now = performance.now();
    for (const [polling, since] of this.awaySince) {
      if (polling.writable) this.awaySince.set(polling, now);
      else if (now - since > pollLimit) end(polling, 'it does not come for what is said to it');
    }
    if (this.awaySince.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

function end(polling: PollingTransport, reason: string): void {
  closed.say(`Closed a connection by polling: ${reason}.`);
  polling.onError(reason);
}

/** Up to one more than may be. */
function packetsIn(body: string): number {
  let packets = 1;
  let at = body.indexOf(separator);
  while (at !== -1 && packets <= packetsOfBody) {
    packets++;
    at = body.indexOf(separator, at + 1);
  }
  return packets;
}
