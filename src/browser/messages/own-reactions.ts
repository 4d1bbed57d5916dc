/**
 * Which reactions are the reader's own. A message is the same for everybody and names only the first of many: where the reader
 * is not among those, the server is asked, once for each.
 */
import type { ReactionView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';

/** Milliseconds in which what a page shows is asked for together. */
const gatherFor = 50;
/** Milliseconds until it is asked again where there is no connection; where there is no answer, ten times as long. */
const againAfter = 500;
/** Reactions in one question. */
const most = 100;

interface OneReaction {
  messageId: number;
  emoji: string;
}

const keyOf = ({ messageId, emoji }: OneReaction) => `${messageId} ${emoji}`;

export class OwnReactions {
  /** What the server said, or took; undefined is not known. */
  private readonly known = new Map<string, boolean>();
  private readonly wanted = new Map<string, OneReaction>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    /** It is known now of a reaction of this message. */
    private readonly learned: (messageId: number) => void,
  ) {}

  /** As far as it is known; what is not is asked for. */
  has(messageId: number, reaction: ReactionView): boolean {
    const one = { messageId, emoji: reaction.emoji };
    const known = this.known.get(keyOf(one));
    if (known === undefined) this.want(one);
    return known ?? false;
  }

  /** The server took it so. */
  learn(one: OneReaction, isMine: boolean): void {
    this.known.set(keyOf(one), isMine);
  }

  private want(one: OneReaction): void {
    this.wanted.set(keyOf(one), one);
    this.askIn(gatherFor);
  }

  private askIn(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, milliseconds);
  }

  /** A page is there before its connection is, on a slow telephone by seconds: what has no answer is asked for again. */
  private async ask(): Promise<void> {
    if (!this.connection.isConnected) return this.askIn(againAfter);
    const asked = [...this.wanted.values()].slice(0, most);
    for (const one of asked) this.wanted.delete(keyOf(one));
    if (this.wanted.size > 0) this.askIn(gatherFor);
    const answer = await this.connection.ask('own_reactions', { reactions: asked }).catch(() => undefined);
    if (!answer?.ok) {
      for (const one of asked) this.wanted.set(keyOf(one), one);
      return this.askIn(10 * againAfter);
    }
    const mine = new Set(answer.value.reactions.map(keyOf));
    // What was clicked meanwhile is newer than this answer.
    for (const one of asked) if (!this.known.has(keyOf(one))) this.learn(one, mine.has(keyOf(one)));
    for (const messageId of new Set(asked.map((one) => one.messageId))) this.learned(messageId);
  }
}
