/** Known defects of what people are told, one at a time. */
import { override, rewriteSql, takeBack } from './tampering.js';

interface Call {
  id: number;
  roomId: number;
  mentions?: (number | string)[];
}

interface Follower {
  subscriber: { news: { delivery: { send(group: string, event: string, payload: unknown): void } } };
}

const nothingNew = {
  all: 0,
  mention: 0,
  answer: 0,
  reaction: 0,
  thread: 0,
  private: 0,
  reminder: 0,
  report: 0,
};

export const wrongCalls: Record<string, () => void | Promise<void>> = {
  /** Whoever looks at a message again tells of it again. The torture drops the constraint. */
  'told-twice': () => {
    rewriteSql(/where old\.id is null or not/, 'where true or not');
    rewriteSql(/on conflict do nothing(\s+returning id, user_id, room_id, message_id)/, '$1');
    rewriteSql(/on conflict \(message_id, user_id, kind\) do update\s+set .*\n/, '');
  },

  /** People are told by the feed's word instead of the log's; now and then what it speaks of is not written after all. */
  'told-before-commit': async () => {
    await override<Follower, (batch: { written: { message: Call }[] }) => void>(
      'server/messages/log/follower.js',
      'LogFollower',
      'written',
      (hear) =>
        function (batch) {
          for (const { message } of batch.written)
            for (const userId of message.mentions ?? [])
              this.subscriber.news.delivery.send(`user:${userId}`, 'activity', {
                entry: { kind: 'mention', room: { id: message.roomId }, message: { id: message.id } },
                unread: nothingNew,
              });
          hear.call(this as never, batch);
        },
    );
    await takeBack(20);
  },

  /** Whether somebody is still in the room is not asked. */
  'told-after-removal': () => {
    rewriteSql(/\) candidate\s+join lateral/, ') candidate left join lateral');
    rewriteSql(/where case candidate\.access [^]*? end\s+and not/, 'where not');
  },

  /** Nor whether they want to hear of its author. */
  'told-while-ignored': () =>
    rewriteSql(
      /and not \(\(select true from ignored where ignored\.user_id = candidate[^)]*\) is true\)/,
      '',
    ),
};
