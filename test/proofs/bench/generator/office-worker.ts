/** One person at the office with one tab. */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { ChatClient } from './chat-client.js';
import { messageText } from './message-text.js';
import { loadPage } from './pages.js';
import type { Receipts } from './receipts.js';

/** Does a request and notes how long it took; rejects when it fails. */
export type Timed = <Value>(request: string, work: () => Promise<Value>) => Promise<Value>;

export class OfficeWorker {
  /** Resolves when nothing is left to do. */
  done: Promise<unknown> = Promise.resolve();
  private client: ChatClient | undefined;
  private room = { address: '', id: 0, seq: 0, rev: 0 };
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly person: { cookie: string; rooms: string[] },
    private readonly receipts: Receipts,
    public timed: Timed,
  ) {}

  /** Does something once the last thing is done. What fails has been counted. */
  next(action: 'post' | 'switchRoom' | 'scroll' | 'reconnect'): void {
    this.done = this.done.then(() => this[action]()).catch(() => undefined);
  }

  /** As in the browser: a page load, then a new socket that joins with the page's rev, and what is there counts as read. */
  async switchRoom(): Promise<void> {
    const { cookie, rooms } = this.person;
    const address = rooms[Math.floor(Math.random() * rooms.length)]!;
    this.client?.close();
    await this.timed('page', () => this.loadRoom(address, cookie));
    this.room = { address, id: 0, seq: 0, rev: 0 };
    await this.reconnect();
    const { id: roomId, seq } = this.room;
    await this.timed('read', () => this.client!.must('read', { roomId, seq }));
  }

  async reconnect(): Promise<void> {
    this.client?.close();
    this.client = await this.timed('connect', () => ChatClient.connect(this.url, this.person.cookie));
    const { address, rev } = this.room;
    const order = rev > 0 ? { room: address, rev } : { room: address };
    const joined = await this.timed('join', () => this.client!.must('join', order));
    this.room = { address, id: joined.room.id, seq: joined.room.lastSeq, rev: joined.rev };
  }

  async post(): Promise<void> {
    if (!this.client?.isOpen) await this.reconnect();
    const text = messageText(performance.now() * 1_000);
    const message = { roomId: this.room.id, clientId: randomUUID(), text };
    const sent = await this.timed('post', () => this.client!.must('message', message));
    if ('seq' in sent) this.receipts.acknowledged(sent.roomId, sent.seq);
  }

  async scroll(): Promise<void> {
    if (!this.client?.isOpen) await this.reconnect();
    const before = 2 + Math.floor(Math.random() * this.room.seq);
    await this.timed('scroll', () => this.client!.must('history', { roomId: this.room.id, before }));
  }

  close(): void {
    this.client?.close();
    this.agent.destroy();
  }

  private async loadRoom(address: string, cookie: string): Promise<void> {
    const path = `/chat/${encodeURIComponent(address)}`;
    const { status } = await loadPage(this.agent, this.url, { path, cookie });
    if (status !== 200) throw new Error(`The page of ${address} answered ${status}.`);
  }
}
