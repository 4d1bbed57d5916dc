/** A web of one server on this machine, for those who read what others publish. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Page = (request: IncomingMessage, response: ServerResponse) => unknown;

export class Web {
  /** What was asked for, in that order. */
  readonly asked: { url: string; headers: IncomingMessage['headers'] }[] = [];
  /** Requests under way, and the most there were at once. */
  private atOnce = 0;
  mostAtOnce = 0;
  private readonly pages = new Map<string, Page>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const path = request.url!.split('?')[0]!;
      this.asked.push({ url: request.url!, headers: request.headers });
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
      response.once('close', () => this.atOnce--);
      const page = this.pages.get(path);
      if (page) page(request, response);
      else response.writeHead(404).end();
    });
  }

  static async start(): Promise<Web> {
    const web = new Web();
    web.server.listen(0, '127.0.0.1');
    await new Promise((resolve) => web.server.once('listening', resolve));
    return web;
  }

  /** `http://127.0.0.1:<port><path>` */
  at(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** Publishes something, and answers where. */
  on(path: string, page: Page): string {
    this.pages.set(path, page);
    return this.at(path);
  }

  html(path: string, html: string | Buffer, headers: Record<string, string> = {}): string {
    return this.on(path, (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html),
    );
  }

  bytes(path: string, type: string, bytes: Buffer): string {
    return this.on(path, (_request, response) =>
      response.writeHead(200, { 'content-type': type }).end(bytes),
    );
  }

  redirect(path: string, to: string): string {
    return this.on(path, (_request, response) => response.writeHead(302, { location: to }).end());
  }

  /** How often a path was asked for. */
  times(path: string): number {
    return this.asked.filter(({ url }) => url === path).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
