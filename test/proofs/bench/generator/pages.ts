/** Pages by HTTP over connections that are kept open, as a browser keeps them. */
import { Agent, get } from 'node:http';
import { Answers, type AskResult } from './asking.js';

export interface PagePlan {
  url: string;
  /** Asked for in turn; each with the cookie of who looks. */
  visits: { path: string; cookie: string }[];
  /** How many ask at the same time. */
  clients: number;
  seconds: number;
}

interface Page {
  status: number;
  /** Bytes. */
  size: number;
}

/** A page, once it is there as a whole. A kept connection that the server has just closed is replaced, as browsers do. */
export function loadPage(
  agent: Agent,
  url: string,
  { path, cookie }: { path: string; cookie: string },
): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = get(url + path, { agent, headers: { cookie, accept: 'text/html' } }, (response) => {
      let size = 0;
      response.on('data', (chunk: Buffer) => (size += chunk.length));
      response.on('end', () => resolve({ status: response.statusCode!, size }));
      response.on('error', reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === 'ECONNRESET')
        resolve(loadPage(agent, url, { path, cookie }));
      else reject(error);
    });
  });
}

/** Each visitor asks for the next page when the last one has come. */
export async function loadPages({ url, visits, clients, seconds }: PagePlan): Promise<AskResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const answers = new Answers();
  const end = answers.start + seconds * 1_000;
  const visitor = async (_: unknown, first: number) => {
    for (let place = first; performance.now() < end; place += clients) {
      const since = performance.now();
      const { status } = await loadPage(agent, url, visits[place % visits.length]!);
      answers.add(since, status === 200);
    }
  };
  await Promise.all(Array.from({ length: clients }, visitor));
  agent.destroy();
  return answers.result();
}
