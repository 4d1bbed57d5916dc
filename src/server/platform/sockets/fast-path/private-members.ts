/** All that the server uses of its libraries though they promise nobody that it stays; looked for at each start. */

/** Where a member is: the parts of one live connection by WebSocket, from the top down; and a transport by polling. */
export type Part =
  | 'adapter'
  | 'options'
  | 'socket'
  | 'engine'
  | 'connection'
  | 'request'
  | 'transport'
  | 'webSocket'
  | 'polling';

export interface PrivateMember {
  package: string;
  part: Part;
  member: string;
  /** What `typeof` says of it. */
  type: 'boolean' | 'function' | 'object' | 'string';
  /** What it is used for. */
  use: string;
}

export const privateMembers: PrivateMember[] = [
  {
    package: 'socket.io-adapter',
    part: 'adapter',
    member: '_encode',
    type: 'function',
    use: 'hands over the frame of a broadcast, made once for all',
  },
  {
    package: 'socket.io-adapter',
    part: 'adapter',
    member: 'apply',
    type: 'function',
    use: 'hands over the sockets that a broadcast is for',
  },
  {
    package: 'socket.io-adapter',
    part: 'options',
    member: 'wsPreEncodedFrame',
    type: 'object',
    use: 'the frame of a broadcast, in pieces',
  },
  {
    package: 'socket.io',
    part: 'socket',
    member: 'ack',
    type: 'function',
    use: 'makes the function that acknowledges an event; replaced by one that writes at once',
  },
  {
    package: 'socket.io',
    part: 'socket',
    member: 'dispatch',
    type: 'function',
    use: 'takes an event from the decoder; replaced by one that calls its handler at once',
  },
  {
    package: 'engine.io',
    part: 'engine',
    member: 'createTransport',
    type: 'function',
    use: 'makes a transport, so that those by polling can be bounded',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'upgrading',
    type: 'boolean',
    use: 'says that the connection is changing from polling to WebSocket',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'writeBuffer',
    type: 'object',
    use: 'what waits to be written',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'request',
    type: 'object',
    use: 'keeps the request of the handshake; replaced by nothing once a connection has come in',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'pingIntervalTimer',
    type: 'object',
    use: 'is the timer of the next ping; replaced by one wheel for all connections',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'pingTimeoutTimer',
    type: 'object',
    use: 'says by null that no answer to a ping is owed',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'hasRefreshedPingTimeout',
    type: 'boolean',
    use: 'says that something else came in place of the answer to a ping',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'sendPacket',
    type: 'function',
    use: 'pings a connection on which something waits',
  },
  {
    package: 'engine.io',
    part: 'connection',
    member: 'onClose',
    type: 'function',
    use: 'ends a connection that does not answer',
  },
  {
    package: 'engine.io',
    part: 'request',
    member: '_query',
    type: 'object',
    use: 'tells a handshake from the later requests of a polling client',
  },
  {
    package: 'engine.io',
    part: 'transport',
    member: 'writable',
    type: 'boolean',
    use: 'says that nothing is being written',
  },
  {
    package: 'engine.io',
    part: 'transport',
    member: 'socket',
    type: 'object',
    use: 'the WebSocket of ws',
  },
  {
    package: 'engine.io',
    part: 'transport',
    member: '_canSendPreEncodedFrame',
    type: 'function',
    use: 'takes the ready frame of a packet that goes its own way',
  },
  {
    package: 'engine.io',
    part: 'polling',
    member: 'onData',
    type: 'function',
    use: 'takes the body of a client by polling apart; preceded by a count of its packets',
  },
  {
    package: 'ws',
    part: 'webSocket',
    member: '_socket',
    type: 'object',
    use: 'the TCP stream, for ready frames',
  },
];
