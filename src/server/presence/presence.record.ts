/** This node's rows in the database: its lease, and its connections for the other nodes to see. */
import { Batcher, type Outcome } from '../platform/work/batcher.js';
import type { PresenceEntry, PresenceRepository } from './presence.repository.js';

interface Change {
  entry: PresenceEntry;
  here: boolean;
}

/** Milliseconds between two renewals of the lease. */
const renewEvery = 5_000;

export class PresenceRecord {
  /** Whether other nodes are alive; alone, nobody's rows but ours need reading. */
  hasCompany = false;
  private readonly batcher = new Batcher<Change, void>((changes) => this.write(changes));
  /** False after a write failed: the rows may differ from the connections until all are written anew. */
  private faithful = true;
  /** On the clock that nobody sets: after one that went back, no lease would be renewed until it is that late again. */
  private renewedAt = -Infinity;

  constructor(
    private readonly repository: PresenceRepository,
    private readonly nodeId: string,
    /** All that is there now. */
    private readonly entries: () => PresenceEntry[],
  ) {}

  async start(): Promise<void> {
    await this.repository.register(this.nodeId, []);
    await this.look();
  }

  async stop(): Promise<void> {
    await this.batcher.idle();
    await this.repository.unregister(this.nodeId).catch(() => undefined);
  }

  add(entry: PresenceEntry): void {
    this.queue({ entry, here: true });
  }

  remove(entries: PresenceEntry[]): void {
    for (const entry of entries) this.queue({ entry, here: false });
  }

  /** Called often; renews the lease when it is time. Lost rows (a crash empties unlogged tables) are written anew. */
  async keep(): Promise<void> {
    if (this.faithful && performance.now() - this.renewedAt < renewEvery) return this.look();
    if (!this.faithful || !(await this.repository.renewLease(this.nodeId))) {
      await this.batcher.idle();
      this.faithful = true;
      await this.repository.register(this.nodeId, this.entries());
    }
    await this.look();
    await this.repository.sweep();
    this.renewedAt = performance.now();
  }

  private async look(): Promise<void> {
    this.hasCompany = await this.repository.hasOtherNodes(this.nodeId);
  }

  private queue(change: Change): void {
    this.batcher.add(change).catch(() => (this.faithful = false));
  }

  /** Only what became of a connection in the end counts: it may have come, gone and come again in one batch. */
  private async write(changes: Change[]): Promise<Outcome<void>[]> {
    const final = new Map<string, Change>();
    for (const change of changes) final.set(`${change.entry.roomId} ${change.entry.connectionId}`, change);
    const entries = (here: boolean) =>
      [...final.values()].filter((change) => change.here === here).map(({ entry }) => entry);
    await this.repository.add(this.nodeId, entries(true));
    await this.repository.remove(this.nodeId, entries(false));
    return changes.map(() => ({ result: undefined }));
  }
}
