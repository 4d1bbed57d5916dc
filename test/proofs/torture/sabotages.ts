/** Known defects, one at a time, switched on in the server under test only. The checker must find each of them. */
import type pg from 'pg';
import { wrongCalls } from './sabotages-activity.js';
import { openDoors } from './sabotages-doors.js';
import { oldPages } from './sabotages-pages.js';
import { override, rewriteSql, takeBack } from './tampering.js';

const catchUpBy = (column: string) => () =>
  rewriteSql(
    /m\.rev > \$3 order by m\.rev/,
    `m.${column} > coalesce((select max(x.${column}) from messages x where x.room_id = $2 and x.rev <= $3), '${column === 'id' ? 0 : '-infinity'}') order by m.${column}`,
  );

/** Lets a share of the announcements of messages through; `lose` says which are dropped. */
const losingBroadcasts = (lose: () => boolean) =>
  override(
    'server/delivery/delivery.js',
    'Delivery',
    'send',
    (send: (group: string, event: string) => void) =>
      function (...given) {
        if (given[1] === 'chat_message' && lose()) return;
        send.apply(this, given);
      },
  );

/** Nobody looks whether people may still hear what they hear, and are who they were. */
const unwatchedAccess = () =>
  override('server/memberships/access-watch.js', 'AccessWatch', 'look', () => () => Promise.resolve());

interface LiveRoom {
  connections: Map<string, { user: { id: number } }>;
  tabs: Map<number, number>;
}

interface Connected {
  connection: { query(query: pg.QueryConfig): Promise<unknown[]> };
}

const sabotages: Record<string, () => void | Promise<void>> = {
  /** The transaction is left open for a while after the answer: a crash takes it back. */
  'ack-before-commit': () =>
    override<Connected, (drafts: unknown[]) => Promise<unknown>>(
      'server/messages/log/room-log.repository.js',
      'RoomLogRepository',
      'append',
      (append) => {
        let committing: Promise<unknown> | undefined;
        return async function (drafts) {
          if (!committing) {
            await this.connection.query({ text: 'begin' });
            committing = new Promise((resolve) => setTimeout(resolve, 1_500)).then(() => {
              committing = undefined;
              return this.connection.query({ text: 'commit' }).catch(() => undefined);
            });
          }
          return append.call(this, drafts);
        };
      },
    ),

  /** PostgreSQL answers before its log is on disk. The torture sets it so. */
  'commit-not-durable': () => undefined,

  /** The same (author, clientId) is stored as often as it comes. The torture drops the constraint. */
  'no-unique-key': () => undefined,

  /** Catching up by a global id: changes of older messages are lost. */
  'bigserial-cursor': catchUpBy('id'),

  /** Catching up by time: the same. */
  'created-at-cursor': catchUpBy('created_at'),

  /** Catching up brings 40 changes at most, and does not say so. */
  'catch-up-40': () =>
    override(
      'server/messages/reading/messages.repository.js',
      'MessagesRepository',
      'changedAfter',
      (read: (...given: unknown[]) => Promise<unknown[]>) =>
        async function (...given) {
          return (await read.apply(this, given)).slice(0, 40);
        },
    ),

  /** Whoever was online once stays so. */
  'presence-never-expires': () =>
    override('server/presence/live-connections.js', 'LiveConnections', 'expire', () => () => []),

  /** The second tab that closes signs its person off. */
  'presence-is-a-flag': () =>
    override<
      { rooms: Map<number, LiveRoom> },
      (roomId: number, connectionId: string, userId: number) => void
    >(
      'server/presence/live-connections.js',
      'LiveConnections',
      'remove',
      (remove) =>
        function (roomId, connectionId, userId) {
          const { connections, tabs } = this.rooms.get(roomId)!;
          for (const [other, { user }] of [...connections])
            if (user.id === userId && other !== connectionId) connections.delete(other);
          tabs.set(userId, 1);
          remove.call(this, roomId, connectionId, userId);
        },
    ),

  /** Two neighbours change places on their way out. */
  'swapped-seqs': () =>
    override(
      'server/messages/log/room-announcer.js',
      'RoomAnnouncer',
      'sendMessages',
      (send: (roomId: number, messages: { seq: number }[]) => void) =>
        function (roomId, messages) {
          const [first, second, ...rest] = messages;
          if (!first || !second) return send.call(this, roomId, messages);
          send.call(this, roomId, [{ ...first, seq: second.seq }, { ...second, seq: first.seq }, ...rest]);
        },
    ),

  /** What one wrote oneself counts as unread. */
  'unread-counts-own': () => rewriteSql(/ and x\.author_id <> \S+/, ''),

  /** A second tab that has seen less moves the read mark back. */
  'read-mark-moves-back': () => {
    rewriteSql(/greatest\(m\.last_read_seq, (least\(mark\.seq, r\.last_seq\))\)/, '$1');
    return rewriteSql(/m\.last_read_seq < (wanted\.last_read_seq)/, 'm.last_read_seq <> $1');
  },

  /** Who may post is not asked when it is written. */
  'post-after-removal': () => {
    rewriteSql(/(case room\.access [^]*? else )member\.user_id is not null end/, '$1true end');
    return rewriteSql(/when not \(member\.user_id is not null\) then 'not_member'/, '');
  },

  /** The removed person's sockets stay where they are. */
  'hear-after-removal': async () => {
    await override('server/memberships/audience.js', 'Audience', 'expel', () => () => undefined);
    await unwatchedAccess();
  },

  /** Announced first; then, now and then, not written after all. */
  'broadcast-before-commit': () => takeBack(40),

  /** A repeat is acknowledged as a new message at the end of the room. */
  'repeat-as-new': () =>
    override(
      'server/messages/log/room-log.repository.js',
      'RoomLogRepository',
      'findStored',
      (find: (drafts: unknown[]) => Promise<{ seq: number }[]>) =>
        async function (drafts) {
          return (await find.call(this, drafts)).map((row) => ({ ...row, seq: row.seq + 1_000 }));
        },
    ),

  /** A counter that skips a number now and then. */
  'seq-holes': () =>
    rewriteSql(/last_seq = (rooms\.last_seq \+ .+),\n/, 'last_seq = $1 + (random() < 0.05)::int,\n'),

  /** One answer in a hundred is never given, whichever way it would have gone. */
  'silent-answers': () => {
    let turn = 0;
    return override(
      'server/platform/sockets/owed-answers.js',
      'OwedAnswers',
      'settle',
      (settle: (owed: { acknowledge: () => void }, answer: unknown) => void) =>
        function (owed, answer) {
          if (++turn % 100 === 0) owed.acknowledge = () => undefined;
          settle.call(this, owed, answer);
        },
    );
  },

  /** Announcements are lost, and nobody looks whether a room is ahead of what was told. */
  'no-head-watch': async () => {
    await override('server/messages/log/head-watch.js', 'HeadWatch', 'look', () => () => Promise.resolve());
    await losingBroadcasts(() => Math.random() < 0.3);
  },

  /** A log that was rendered is served for ever, whatever its room has come to since. */
  'pages-outlive-changes': () =>
    override(
      'server/platform/rendering/kept-lists.js',
      'KeptLists',
      'get',
      (get: (name: string, of: object | undefined, render: () => unknown) => unknown) => {
        const first = new Map<string, object>();
        return function (name, of, render) {
          if (of && !first.has(name)) first.set(name, of);
          return get.call(this, name, of && first.get(name), render);
        };
      },
    ),

  /** A session that ended keeps its sockets. */
  'sockets-outlive-session': async () => {
    await override('server/delivery/delivery.js', 'Delivery', 'signOut', () => () => undefined);
    await unwatchedAccess();
  },

  /** Who lost something is told by Redis alone. */
  'access-unwatched': unwatchedAccess,

  ...openDoors,
  ...oldPages,
  ...wrongCalls,

  /** No defect at all: announcements may be lost, the log heals it. */
  'drop-1-in-500': () => losingBroadcasts(() => Math.random() < 1 / 500),
};

export async function sabotage(name: string): Promise<void> {
  const apply = sabotages[name];
  if (!apply) throw new Error(`There is no sabotage ${name}.`);
  await apply();
}
