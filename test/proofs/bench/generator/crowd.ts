/** A group of connected clients of one server, each in its rooms, with a record of what they received. */
import { ChatClient } from './chat-client.js';
import type { Histogram } from './histogram.js';
import { type Delivered, type Reader, Receipts } from './receipts.js';

export interface Person {
  /** Missing where the server does not ask who somebody is. */
  cookie?: string;
  /** Addresses of the rooms to look at. */
  rooms: string[];
  /** What they had seen of their rooms when they were there last, by address; who has it is told only what changed. */
  revs?: Map<string, number>;
}

interface Member {
  person: Person;
  client: ChatClient;
  reader: Reader;
  /** The rooms that were joined. */
  roomIds: number[];
}

const receiptsOf = new Map<string, Receipts>();

/** Milliseconds that late deliveries may take after the last send. */
const settleTime = 8_000;

export class Crowd {
  members: Member[] = [];
  /** Those who have left and may come back. */
  private absent: Person[] = [];
  readonly receipts: Receipts;

  constructor(private readonly url: string) {
    let receipts = receiptsOf.get(url);
    if (!receipts) receiptsOf.set(url, (receipts = new Receipts()));
    this.receipts = receipts;
  }

  /** Connects and joins, so many at a time; answers how many could not. */
  async add(people: Person[], atOnce: number): Promise<number> {
    let failed = 0;
    const queue = [...people];
    const work = async () => {
      for (let person = queue.shift(); person; person = queue.shift())
        await this.enter(person).catch((error: unknown) => {
          failed++;
          if (failed === 1) console.error(`A client could not enter: ${String(error)}`);
        });
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return failed;
  }

  /** Brings back who was disconnected; answers how many that were. */
  async mend(): Promise<number> {
    const gone = this.members.filter(({ client }) => !client.isOpen);
    this.members = this.members.filter(({ client }) => client.isOpen);
    await this.add(
      gone.map(({ person }) => person),
      20,
    );
    return gone.length;
  }

  /** Waits until everybody has everything, or for some seconds; then what happened since the last call. */
  async settle(): Promise<Delivered & { latency: Histogram; disconnected: number }> {
    const readers = this.members.map(({ reader }) => reader);
    const end = Date.now() + settleTime;
    while (!this.receipts.isComplete(readers) && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return { ...this.receipts.collect(readers), disconnected: await this.mend() };
  }

  /** Everybody goes, and knows what they have seen. */
  close(): void {
    for (const { client } of this.members) client.close();
    this.absent = this.members.map(({ person }) => person);
    this.members = [];
  }

  /** Those who have left come back; answers how many could not. */
  comeBack(atOnce: number): Promise<number> {
    return this.add(this.absent.splice(0), atOnce);
  }

  private async enter(person: Person): Promise<void> {
    const client = await ChatClient.connect(this.url, person.cookie);
    const reader: Reader = new Map();
    const member: Member = { person, client, reader, roomIds: [] };
    client.onEvent = (bytes, start, end) => this.receipts.take(reader, bytes, start, end);
    this.members.push(member);
    for (const address of person.rooms) {
      const { room, rev } = await client.must('join', { room: address, rev: person.revs?.get(address) });
      (person.revs ??= new Map()).set(address, rev);
      this.receipts.begin(reader, room.id, room.lastSeq);
      member.roomIds.push(room.id);
    }
  }
}
