import { request, type Agent } from 'node:http';
import { authOf, headersOf, type Entry } from './raw-socket.js';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const separator = '\x1e';

/** A polling client of Engine.IO that posts whatever it likes and polls only when told. */
export class RawPolling {
  /** Everything that was polled, in order. */
  readonly packets: string[] = [];

  private constructor(
    private readonly url: string,
    private readonly entry: Entry,
    readonly sid: string,
    private readonly agent?: Agent,
  ) {}

  /** Opens a connection, without any namespace: see `connect`. Rejects with the status when it is refused. */
  static async open(url: string, entry: Entry = {}, agent?: Agent): Promise<RawPolling> {
    const answer = await ask(url, 'GET', pathOf(), entry, undefined, agent);
    if (answer.status !== 200) throw new Error(`refused with ${answer.status} ${answer.body}`);
    const { sid } = JSON.parse(answer.body.slice(1)) as { sid: string };
    return new RawPolling(url, entry, sid, agent);
  }

  /** Sends the CONNECT of a namespace and polls its answer: `40…`, or `44…` for a refusal. */
  async connect(): Promise<string> {
    await this.post(`40${authOf(this.entry)}`);
    for (;;) {
      const answer = (await this.poll()).find((packet) => /^4[04]/.test(packet));
      if (answer !== undefined) return answer;
    }
  }

  post(body: string | string[], headers: Record<string, string> = {}): Promise<RawAnswer> {
    const text = typeof body === 'string' ? body : body.join(separator);
    const entry = { ...this.entry, headers: { ...this.entry.headers, ...headers } };
    return ask(this.url, 'POST', pathOf(this.sid), entry, text, this.agent);
  }

  /** One poll: waits until the server has something to say, and answers its pings with the next post. */
  async poll(): Promise<string[]> {
    const answer = await ask(this.url, 'GET', pathOf(this.sid), this.entry, undefined, this.agent);
    if (answer.status !== 200) throw new Error(`refused with ${answer.status} ${answer.body}`);
    const packets = answer.body.split(separator);
    this.packets.push(...packets);
    if (packets.includes('2')) await this.post('3');
    return packets;
  }

  close(): Promise<RawAnswer> {
    return this.post('1');
  }
}

function pathOf(sid?: string): string {
  return `/socket.io/?EIO=4&transport=polling${sid === undefined ? '' : `&sid=${encodeURIComponent(sid)}`}`;
}

function ask(
  url: string,
  method: string,
  path: string,
  entry: Entry,
  body?: string,
  agent?: Agent,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const contentType = body === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8' };
    const headers = { ...contentType, ...headersOf(url, entry) };
    const asked = request(new URL(path, url), { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
