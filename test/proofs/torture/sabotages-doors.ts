/** Defects that let attackers in, or let them pile up what others have to bear. */
import { override, rewriteSql } from './tampering.js';
import { rewriteBuilt } from './tampering-hooks.mjs';

const sockets = 'server/platform/sockets';
const bounds = `${sockets}/bounds`;
const fastPath = `${sockets}/fast-path`;

/** The short ways are taken without being tried out: a server that starts finds some defects of theirs by itself, and goes without. */
const untried = [
  { path: `${fastPath}/fast-path.js`, pattern: String.raw`await findFault\(\)`, replacement: 'null' },
];

interface Refused {
  getStatus?: () => number;
  status?: number;
}

export const openDoors: Record<string, () => void | Promise<void>> = {
  /** A connection without a socket stays, and is believed to be who it was. */
  'parked-connections-return': async () => {
    rewriteBuilt([
      {
        path: `${sockets}/io.adapter.js`,
        pattern: String.raw`this\.conn\.close\(reason === 'client namespace disconnect'\);`,
        replacement: '',
      },
    ]);
    await override<object, (handshake: object) => Promise<unknown>>(
      'server/auth/sign-in/authentication.js',
      'Authentication',
      'identify',
      (identify) => {
        const known = new WeakMap<object, Promise<unknown>>();
        return function (handshake) {
          const first = known.get(handshake) ?? identify.call(this, handshake);
          known.set(handshake, first);
          return first;
        };
      },
    );
  },

  /** Whoever stands at the door may ask as often, and with bodies as large, as they like. */
  'connects-unbounded': () =>
    rewriteBuilt([
      { path: `${bounds}/knocks.js`, pattern: String.raw`if \(knock\.hasAsked\)`, replacement: 'if (false)' },
      {
        path: `${bounds}/polling.js`,
        pattern: 'packetsOfBody = [\\d_]+',
        replacement: 'packetsOfBody = 1e9',
      },
      {
        path: `${bounds}/inbound.js`,
        pattern: 'largestPacket = [\\d_]+',
        replacement: 'largestPacket = 2e6',
      },
      { path: `${bounds}/inbound.js`, pattern: ' allowance = [\\d_]+', replacement: ' allowance = 1e12' },
    ]),

  /** What waits for a client to take it in is not looked at. */
  'backlog-unbounded': () =>
    rewriteBuilt([
      {
        path: `${bounds}/backlog.js`,
        pattern: 'backlogLimit = [\\d_]+',
        replacement: 'backlogLimit = Infinity',
      },
      { path: `${bounds}/backlog.js`, pattern: 'stallLimit = [\\d_]+', replacement: 'stallLimit = Infinity' },
    ]),

  /** What a turn has for a client that takes nothing in is queued for it all the same, where nobody looks. */
  'queue-unseen': () =>
    rewriteBuilt([
      {
        path: `${fastPath}/turn-queue.js`,
        pattern: String.raw`idleStream\(connection\) !== null`,
        replacement: "connection.transport.name === 'websocket'",
      },
      {
        path: `${fastPath}/turn-queue.js`,
        pattern: 'queueLimit = [\\d_]+',
        replacement: 'queueLimit = Infinity',
      },
      ...untried,
    ]),

  /** The queue of a turn is written after what went the libraries' own way. */
  'flush-out-of-order': () =>
    rewriteBuilt([
      { path: `${bounds}/backlog.js`, pattern: String.raw`flush\(this\);`, replacement: '' },
      ...untried,
    ]),

  /** Whoever falls silent is pinged, and not missed. */
  'mute-stay': () =>
    rewriteBuilt([
      {
        path: `${fastPath}/heartbeats.js`,
        pattern: String.raw`connection\.onClose\('ping timeout'\);`,
        replacement: '',
      },
      ...untried,
    ]),

  /** A client by polling need not come for what is said to it. */
  'polls-unwatched': () =>
    rewriteBuilt([
      { path: `${bounds}/polling.js`, pattern: 'pollLimit = [\\d_]+', replacement: 'pollLimit = Infinity' },
      {
        path: `${bounds}/backlog.js`,
        pattern: 'backlogLimit = [\\d_]+',
        replacement: 'backlogLimit = Infinity',
      },
      { path: `${bounds}/backlog.js`, pattern: 'stallLimit = [\\d_]+', replacement: 'stallLimit = Infinity' },
    ]),

  /** A sign-in by a password that is not there any more opens a session all the same. */
  'stale-password-signs-in': () =>
    rewriteSql(/\(\$6::text is null or u\.password_hash = \$6\)/, '($6::text is null or true)'),

  /** A clientId that stands for another message is answered with that one. */
  'client-id-anywhere': () =>
    rewriteSql(
      /m\.room_id = wanted\.room_id and m\.kind = wanted\.kind[^]*? as repeated/,
      'true as repeated',
    ),

  /** What is malformed is taken for a bug. */
  'malformed-is-500': () =>
    override<object, (error: Refused, host: unknown) => void>(
      'server/platform/http/http-error.filter.js',
      'HttpErrorFilter',
      'catch',
      (original) =>
        function (error, host) {
          const status = error.getStatus?.() ?? error.status;
          original.call(this, status === 400 ? (new Error('malformed') as Refused) : error, host);
        },
    ),
};
