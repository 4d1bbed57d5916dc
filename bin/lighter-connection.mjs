/** Socket.IO's connection without what a chat's browser never uses: other transports, binary packets, other runtimes. */
import { dirname } from 'node:path';

/** The packets of Socket.IO's protocol 5 that hold no binary data, of one namespace. */
const packets = `
import { Emitter } from '@socket.io/component-emitter';
export const protocol = 5;
export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6 };
export class Encoder {
  encode({ type, id, data }) {
    return [String(type) + (id ?? '') + (data == null ? '' : JSON.stringify(data))];
  }
}
export class Decoder extends Emitter {
  add(packet) {
    const [, type, id, data] = /^([0-4])(\\d*)(.*)$/s.exec(packet);
    this.emitReserved('decoded', {
      type: Number(type),
      nsp: '/',
      ...(id && { id: Number(id) }),
      ...(data && { data: JSON.parse(data) }),
    });
  }
  destroy() {}
}`;

/** `transports` of src/browser/core/connection.ts begins with the WebSocket, and Engine.IO never takes another one then. */
export const lighterConnection = {
  name: 'lighter-connection',
  setup({ onLoad }) {
    const instead = (file, contents, of = 'engine\\.io-client') =>
      onLoad({ filter: new RegExp(`${of}[/\\\\]build[/\\\\]esm[/\\\\]${file}$`) }, ({ path }) => ({
        contents,
        resolveDir: dirname(path),
      }));
    instead(
      'transports[/\\\\]index\\.js',
      `import { WS } from './websocket.node.js'; export const transports = { websocket: WS };`,
    );
    // What is sent is JSON, on both sides; files go over HTTP.
    instead('index\\.js', packets, 'socket\\.io-parser');
    const ofParser = (file, contents) => instead(file, contents, 'engine\\.io-parser');
    ofParser(
      'encodePacket\\.browser\\.js',
      `import { PACKET_TYPES } from './commons.js';
      export const encodePacket = ({ type, data }, _, callback) => callback(PACKET_TYPES[type] + (data || ''));
      export const encodePacketToBinary = undefined;`,
    );
    ofParser(
      'decodePacket\\.browser\\.js',
      `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
      export const decodePacket = (packet) => {
        const type = PACKET_TYPES_REVERSE[packet[0]];
        return type ? { type, ...(packet.length > 1 && { data: packet.slice(1) }) } : ERROR_PACKET;
      };`,
    );
    // The server is the one the page came from, which is what Engine.IO takes where it is told of none.
    instead('contrib[/\\\\]parseuri\\.js', `export const parse = undefined;`);
    instead(
      'url\\.js',
      `export const url = (_, path) => ({ id: location.origin + path, path: '/' });`,
      'socket\\.io-client',
    );
    // What socket.io-client passes on to whoever asks for it, which is nobody.
    const passedOn = ['Fetch', 'NodeXHR', 'XHR', 'NodeWebSocket', 'WebSocket', 'WebTransport'];
    instead(
      'index\\.js',
      `export { Socket } from './socket.js';
      export { installTimerFunctions } from './util.js';
      export { parse } from './contrib/parseuri.js';
      export { nextTick } from './globals.node.js';
      export const ${passedOn.map((name) => `${name} = undefined`).join()};`,
    );
  },
};
