/** Writes down what clients do and are told, for the checker. */
import type { Answer } from '../../../src/shared/errors.js';
import type { MessageView, SendView } from '../../../src/shared/messages.js';
import type {
  Asked,
  Attempt,
  Change,
  HeardCall,
  Removal,
  Reply,
  Seen,
  SignOut,
  View,
} from './checker/history.js';
import type { Random } from './random.js';

/** Where somebody sits: who they are, in which room, and how they get there. */
export interface Place {
  url: string;
  cookie: string;
  userId: number;
  roomId: number;
  address: string;
}

interface Mark {
  acknowledged: number;
  asked: number;
}

interface Connection {
  connected: boolean;
  once(event: 'disconnect', listener: () => void): unknown;
  off(event: 'disconnect', listener: () => void): unknown;
}

export class Recorder {
  readonly attempts: Attempt[] = [];
  readonly replies: Reply[] = [];
  readonly changes: Change[] = [];
  readonly asked: Asked[] = [];
  readonly views: View[] = [];
  readonly removals: Removal[] = [];
  readonly signOuts: SignOut[] = [];
  readonly heardCalls: HeardCall[] = [];
  /** By person and room: `<user> <room>`. */
  readonly marks = new Map<string, Mark>();
  private readonly byClientId = new Map<string, Attempt>();
  /** Ids that went out at least once. */
  private readonly ids = new Set<string>();
  reloads = 0;
  disconnects = 0;
  /** How often something went out again with the same id. */
  resent = 0;

  constructor(
    readonly random: Random,
    /** A defect of the browser's code that the clients are to have. */
    readonly clientSabotage?: string,
  ) {}

  openView(tab: string, { userId, roomId }: Place, isNaive: boolean): View {
    const view: View = {
      tab,
      userId,
      roomId,
      openedAt: Date.now(),
      isNaive,
      isComplete: false,
      stretches: [{ isReset: false, entries: [] }],
      state: new Map(),
      afterRemoval: [],
    };
    this.views.push(view);
    return view;
  }

  wrote(
    outbox: string,
    { userId, roomId }: Place,
    { clientId, text, place }: { clientId: string; text: string; place: number },
    isNaive: boolean,
  ): void {
    const attempt = { clientId, authorId: userId, roomId, text, at: Date.now(), outbox, place, isNaive };
    this.attempts.push(attempt);
    this.byClientId.set(clientId, attempt);
  }

  wasSent(clientId: string): boolean {
    return this.ids.has(clientId);
  }

  sent(clientId: string): void {
    if (this.ids.has(clientId)) this.resent++;
    this.ids.add(clientId);
  }

  replied({ userId, roomId }: Place, clientId: string, answer: Answer<SendView>): void {
    const reply: Reply = { clientId, authorId: userId, roomId, at: Date.now() };
    if (!answer.ok) reply.code = answer.error.code;
    else if ('seq' in answer.value) reply.message = seen(answer.value);
    this.replies.push(reply);
  }

  settled(_place: Place, clientId: string, outcome: 'answered' | 'refused'): void {
    const attempt = this.byClientId.get(clientId);
    if (attempt) attempt.outcome = outcome;
  }

  /** A person is about to mark a room as read: what was acknowledged of it so far, and the furthest that was asked for. */
  marking({ userId, roomId }: Place, seq: number): Mark {
    const key = `${userId} ${roomId}`;
    const mark = this.marks.get(key) ?? { acknowledged: 0, asked: 0 };
    this.marks.set(key, mark);
    mark.asked = Math.max(mark.asked, seq);
    return mark;
  }

  /** Passes an answer on and notes when it came, or that the connection ended first. */
  async asking<Value>(
    connection: Connection,
    event: string,
    answer: Promise<Answer<Value>>,
  ): Promise<Answer<Value>> {
    const asked: Asked = { event, at: Date.now(), isCut: false };
    this.asked.push(asked);
    const cut = () => (asked.isCut = true);
    connection.once('disconnect', cut);
    try {
      const given = await answer;
      asked.took = Date.now() - asked.at;
      if (!given.ok) asked.code = given.error.code;
      return given;
    } finally {
      connection.off('disconnect', cut);
    }
  }

  appended(view: View, messages: MessageView[]): void {
    const at = Date.now();
    for (const message of messages) {
      view.stretches.at(-1)!.entries.push({ ...seen(message), at });
      view.state.set(message.seq, seen(message));
    }
  }

  changed(view: View, message: MessageView): void {
    if (view.state.has(message.seq)) view.state.set(message.seq, seen(message));
  }

  reset(view: View, messages: MessageView[]): void {
    view.stretches.push({ isReset: true, entries: [] });
    view.state.clear();
    this.appended(view, messages);
  }

  heardAfterRemoval(view: View, messages: MessageView[]): void {
    const at = Date.now();
    for (const message of messages) view.afterRemoval.push({ ...seen(message), at });
  }
}

function seen({ id, seq, rev, text }: MessageView): Seen {
  return text === undefined ? { id, seq, rev } : { id, seq, rev, text };
}
