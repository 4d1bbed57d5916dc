/**
 * How the server itself asks others, at addresses that people give. Whoever gives one must learn nothing of what stands beside
 * the server, nor hold it up: it goes out to the internet only, and each answer is bounded in time and size, all of them in
 * number. Redirects of what is asked are not followed; those of what is only read are, each asked anew.
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
import { inTime } from '../../work/in-time.js';
import { Turns } from '../../work/turns.js';
import { lookupOf, OutOfReach, requirePublished, requireReachable } from './reach.js';
import { bodyOf, encodings, typeOf } from './read-body.js';

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

export interface Reading {
  url: string;
  headers: Record<string, string>;
  /** How many bytes of a body of this media type are read; undefined for what is none of ours. */
  mostOf: (type: string) => number | undefined;
  signal: AbortSignal;
}

export interface Read {
  /** Where the redirects led to. */
  url: string;
  status: number;
  /** `Content-Type` as it came. */
  contentType: string;
  /** Decoded; empty where none of it was read. */
  body: Buffer;
  /** Nothing of it is missing. */
  isWhole: boolean;
}

/** Milliseconds for all of it, waiting for a turn and a free connection included. */
const patience = 10_000;
/** Bytes of an answer; of what is longer the rest is not read. */
const longestAnswer = 64 * 1024;
/** Connections: to one host, and to all. The others wait. */
const bounds = { keepAlive: true, timeout: 30_000, maxSockets: 16, maxFreeSockets: 4, maxTotalSockets: 128 };
const mostRedirects = 5;

@Injectable()
export class Outgoing implements OnApplicationShutdown {
  private readonly plain = new HttpAgent(bounds);
  private readonly secure = new HttpsAgent(bounds);
  /** Who publishes something is read one request at a time, however many links lead there. */
  private readonly turns = new Turns();

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
  async ask({ url, ...request }: OutgoingRequest): Promise<OutgoingAnswer> {
    const address = new URL(url);
    requireReachable(address, this.config.OUTGOING);
    return inTime(patience, async (until) => {
      const response = await this.open(address, request, until);
      const { body } = await bodyOf(response, longestAnswer);
      return { status: response.statusCode!, headers: response.headers, body };
    });
  }

  /**
   * What stands at an address for everybody to read, by http, too. Each redirect is looked at as the first address was. Rejects
   * with `OutOfReach`, or with whatever kept it from coming in time.
   */
  read({ url, signal, ...how }: Reading): Promise<Read> {
    return inTime(patience, (until) => this.readFrom(new URL(url), how, until), signal);
  }

  private async readFrom(
    address: URL,
    { headers, mostOf }: Pick<Reading, 'headers' | 'mostOf'>,
    until: AbortSignal,
  ): Promise<Read> {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const at = address;
      const read = await this.turns.take(at.host, () => this.readAt(at, headers, mostOf, until));
      if (!(read instanceof URL)) return read;
      address = read;
    }
    throw new OutOfReach('The address leads on and on.');
  }

  /** What stands there, or where to go on. */
  private async readAt(
    address: URL,
    headers: Record<string, string>,
    mostOf: (type: string) => number | undefined,
    signal: AbortSignal,
  ): Promise<Read | URL> {
    signal.throwIfAborted();
    requirePublished(address, this.config.OUTGOING);
    const asked = { method: 'GET', headers: { ...headers, 'accept-encoding': encodings } };
    const response = await this.open(address, asked, signal);
    try {
      const { statusCode: status = 0, headers: answered } = response;
      if ([301, 302, 303, 307, 308].includes(status) && answered.location !== undefined)
        return new URL(answered.location, address);
      const contentType = answered['content-type'] ?? '';
      const most = mostOf(typeOf(contentType));
      const read =
        most === undefined ? { body: Buffer.alloc(0), isWhole: false } : await bodyOf(response, most);
      return { url: address.href, status, contentType, ...read };
    } finally {
      // What is not read is not waited for.
      response.destroy();
    }
  }

  private open(
    address: URL,
    { method, headers = {}, body }: Omit<OutgoingRequest, 'url'>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const isPlain = address.protocol === 'http:';
    const agent = isPlain ? this.plain : this.secure;
    const options = { method, headers, agent, lookup: this.lookup, signal };
    return new Promise((resolve, reject) => {
      const asking = (isPlain ? http : https)(address, options, resolve);
      asking.on('error', reject).end(body);
    });
  }
}
