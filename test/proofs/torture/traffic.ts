/** The steady flow: people write, edit, delete, react, read, reload. What they do follows from the seed. */
import type { Crowd } from './crowd.js';
import type { Recorder } from './recorder.js';
import type { Tab } from './tab.js';

/** Milliseconds between two turns. */
const turn = 20;
/** The first room gets this share of what is written, so that somebody who is away for seconds misses dozens. */
const busyShare = 0.35;

export class Traffic {
  sent = 0;
  private timer: NodeJS.Timeout | undefined;
  private owed = 0;
  private written = 0;
  private last = 0;

  constructor(
    private readonly crowd: Crowd,
    private readonly recorder: Recorder,
    /** Messages a second, and characters in each. */
    private readonly rate: number,
    private readonly length = 60,
    /** Share of messages that call somebody by name. */
    private readonly calls = 0.1,
  ) {}

  start(): void {
    this.last = Date.now();
    this.timer = setInterval(() => this.take(), turn);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** After a stall of this process it does not write everything at once. */
  private take(): void {
    const now = Date.now();
    this.owed = Math.min(this.owed + ((now - this.last) * this.rate) / 1_000, this.rate / 4);
    this.last = now;
    for (; this.owed >= 1; this.owed--) this.act();
  }

  private act(): void {
    const { random } = this.recorder;
    const writers = this.writers();
    if (writers.length === 0) return;
    const tab = random.pick(writers);
    tab.write(this.text(tab.name, tab.place.roomId));
    this.sent++;
    if (random.chance(0.02)) random.pick(this.crowd.naive).write(this.text('naive'));
    if (random.chance(0.05)) void this.change(random.pick(this.crowd.active)).catch(() => undefined);
    if (random.chance(0.1)) void this.read(random.pick(this.crowd.active)).catch(() => undefined);
    if (random.chance(0.003)) this.crowd.reload(random.pick(this.crowd.active));
  }

  private writers(): Tab[] {
    const [busy] = this.crowd.rooms;
    const living = this.crowd.living.filter((tab) => !tab.isQuiet);
    const here = this.recorder.random.chance(busyShare)
      ? living.filter((tab) => tab.place.roomId === busy!.id)
      : living;
    return here.filter((tab) => !tab.name.startsWith('listener'));
  }

  /** A text like no other. */
  private text(author: string, roomId?: number): string {
    const called = this.recorder.random.chance(this.calls) ? `@${this.called(roomId).username} ` : '';
    return `${author} writes ${++this.written} ${called}`.padEnd(this.length, '.');
  }

  /** Anybody; more often than others whoever was removed from the room, of whom it must not come to anything. */
  private called(roomId?: number): { username: string } {
    const { random, removals } = this.recorder;
    const { people } = this.crowd;
    const removed = removals.find((each) => each.roomId === roomId);
    const gone = removed && people.find(({ id }) => id === removed.userId);
    return gone && random.chance(0.3) ? gone : random.pick(people);
  }

  /** Edits or deletes one of one's own, each at most once, or reacts to somebody's. */
  private async change(tab: Tab): Promise<void> {
    const { random } = this.recorder;
    const shown = [...tab.view.state.values()].slice(-40).filter(({ text }) => text !== undefined);
    const { id, text } = random.pick(shown) ?? {};
    if (id === undefined || text === undefined) return;
    const isOwn =
      text.startsWith(`${tab.name} `) && !this.recorder.changes.some(({ messageId }) => messageId === id);
    if (!isOwn) return void (await tab.ask('react', { messageId: id, emoji: '👍', on: random.chance(0.7) }));
    // Now and then they take back that they called somebody.
    const edited = `${random.chance(0.5) ? text.replace('@', 'at ') : text} (edited)`;
    const change = { messageId: id, at: Date.now(), ...(random.chance(0.8) && { text: edited }) };
    this.recorder.changes.push(change);
    const answer = await (change.text === undefined
      ? tab.ask('delete', { messageId: id })
      : tab.ask('edit', { messageId: id, text: change.text }));
    if (answer.ok) Object.assign(change, { rev: answer.value.rev });
  }

  /** How far they have read; often a tab tells less than another one did, and the mark must not move back. */
  private async read(tab: Tab): Promise<void> {
    const { random } = this.recorder;
    const seq = random.chance(0.5) ? tab.log.lastSeq : random.below(tab.log.lastSeq + 1);
    if (tab.isJoined && seq > 0) await tab.markRead(seq);
  }
}
