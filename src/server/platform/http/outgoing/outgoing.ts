/**
 * How the server itself asks others, at addresses that people give. Whoever gives one must learn nothing of what stands beside
 * the server, nor hold it up: it goes out to the internet only, and each answer is bounded in time and size, all of them in
 * number. Redirects are not followed; whoever wants to, asks again here.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as http,
} from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import type { LookupFunction } from 'node:net';
import { CONFIG, type Config } from '../../../config/config.js';
import { lookupOf, requireReachable } from './reach.js';

export interface OutgoingRequest {
  url: string;
  method: string;
  headers?: Record<string, string | number>;
  body?: Buffer;
}

export interface OutgoingAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Milliseconds for all of it, waiting for a free connection included. */
const patience = 10_000;
/** Bytes of an answer; of what is longer the rest is not read. */
const longestAnswer = 64 * 1024;
/** Connections: to one host, and to all. The others wait. */
const bounds = { keepAlive: true, timeout: 30_000, maxSockets: 16, maxFreeSockets: 4, maxTotalSockets: 128 };

@Injectable()
export class Outgoing implements OnApplicationShutdown {
  private readonly plain = new HttpAgent(bounds);
  private readonly secure = new HttpsAgent(bounds);

  private readonly lookup: LookupFunction;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'OUTGOING'>) {
    this.lookup = lookupOf(config.OUTGOING);
  }

  /** Last of all: what asks may have something to end. */
  onApplicationShutdown(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  /** Throws `OutOfReach` for an address that is never asked, whatever its name leads to. */
  requireReachable(url: string): void {
    requireReachable(new URL(url), this.config.OUTGOING);
  }

  /** The answer, whatever its status. Rejects with `OutOfReach`, or with whatever kept it from coming. */
  async ask({ url, method, headers = {}, body }: OutgoingRequest): Promise<OutgoingAnswer> {
    const address = new URL(url);
    requireReachable(address, this.config.OUTGOING);
    const isPlain = address.protocol === 'http:';
    const options = {
      ...{ method, headers, agent: isPlain ? this.plain : this.secure },
      ...{ lookup: this.lookup, signal: AbortSignal.timeout(patience) },
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = (isPlain ? http : https)(address, options, resolve);
      asking.on('error', reject).end(body);
    });
    return { status: response.statusCode!, headers: response.headers, body: await beginningOf(response) };
  }
}

async function beginningOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length >= longestAnswer) break;
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer);
}
