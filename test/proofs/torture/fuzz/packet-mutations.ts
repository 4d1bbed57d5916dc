/** Packets of Socket.IO inside those of Engine.IO (`42<id>["event",{…}]`), with something changed. */
import type { Random } from '../random.js';
import { mutatedBytes, mutatedJson, mutatedText, nested } from './mutations.js';

/** What goes out on a connection, one after the other. */
export type Outgoing = string | Buffer;

const event = /^42(\d*)(\[[\s\S]*\])$/;

/** Packets that no client sends, or not then. `%` stands for the number of the answer that is asked for. */
const strange: Outgoing[][] = [
  ['41'],
  ['41', '40'],
  ['41', '42%["typing",{"roomId":1}]'],
  ['40'],
  ['40', '40', '40'],
  ['40{"token":"samovar_nobody"}'],
  ['40{"token":{"toString":1}}'],
  ['40[]'],
  ['40null'],
  ['40/x,'],
  ['40/x,{"token":1}', '42/x,%["join",{"room":"lobby"}]'],
  ['40/__proto__,'],
  ['42/x,%["join",{}]'],
  ['43%["nobody asked"]'],
  ['430[{}]'],
  ['44{"message":"no"}'],
  ['451-%["message",{"_placeholder":true,"num":0}]', Buffer.from('bytes')],
  ['451-%["message",{"_placeholder":true,"num":7}]', Buffer.from('bytes')],
  ['451-%["message",{"_placeholder":true,"num":-1}]', Buffer.from('bytes')],
  ['451-["message",{"_placeholder":true,"num":0}]', '42%["typing",{"roomId":1}]'],
  [
    '452-%["message",{"a":{"_placeholder":true,"num":0},"b":{"_placeholder":true,"num":1}}]',
    Buffer.alloc(3),
    Buffer.alloc(0),
  ],
  ['45999999-["message"]'],
  ['45-["message"]'],
  ['450-%["message",1]'],
  ['461-0[{"_placeholder":true,"num":0}]', Buffer.alloc(9)],
  [Buffer.from('42["message"]')],
  [Buffer.alloc(0)],
  ['42%["connect"]'],
  ['42%["disconnect"]'],
  ['42%["disconnecting"]'],
  ['42%["error",{"a":1}]'],
  ['42%["newListener",{}]'],
  ['42%["__proto__",{}]'],
  ['42%["constructor",{}]'],
  ['42%["message"]'],
  ['42%["message",null]'],
  ['42%["message",[],[],[]]'],
  ['42%["message","text"]'],
  ['42%[]'],
  ['42%[7,{}]'],
  ['42%[null]'],
  ['42%{"0":"message"}'],
  [`42%["join",${nested(3_000)}]`],
  [`42%["message",${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}]`],
  ['42999999999999999999["typing",{"roomId":1}]'],
  ['42-1["typing",{"roomId":1}]'],
  ['42 %["typing",{"roomId":1}]'],
  ['4'],
  [''],
  ['0'],
  ['1'],
  ['2'],
  ['2probe'],
  ['3'],
  ['3probe'],
  ['5'],
  ['6'],
  ['9'],
  ['47'],
  ['4\0'],
  ['\ufeff42["typing"]'],
  ['b4AAEC'],
];

/** One or more packets of a talk, changed in some way. */
export function mutatedPackets(talk: readonly string[], random: Random, ids: readonly number[]): Outgoing[] {
  if (random.chance(0.25)) return random.pick(strange);
  const packet = random.pick(talk);
  const [, , payload] = event.exec(packet) ?? [];
  if (payload === undefined || random.chance(0.15)) return [mutatedText(packet, random)];
  switch (random.below(8)) {
    case 0:
      return [packet];
    case 1:
      return [packet, packet];
    case 2:
      return [`42%${payload}`, `42%${payload.replace(/"text":"[^"]*"/, '"text":"something else"')}`];
    case 3:
      return [mutatedBytes(Buffer.from(packet), random)];
    case 4:
      return [packet.slice(0, random.below(packet.length))];
    default:
      return [`42%${mutatedJson(payload, random, ids)}`];
  }
}

/** Events that Socket.IO keeps for itself: who sends one is cut off. */
const reserved = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** The number of the answer that a packet is owed, if it is a whole event of the main namespace that asks for one. */
export function owed(packet: Outgoing): number | undefined {
  if (typeof packet !== 'string') return undefined;
  const [, id = '', payload = ''] = event.exec(packet) ?? [];
  if (id === '' || id.length > 15) return undefined;
  try {
    const [name] = JSON.parse(payload) as unknown[];
    const isName = typeof name === 'number' || (typeof name === 'string' && !reserved.has(name));
    return isName ? Number(id) : undefined;
  } catch {
    return undefined;
  }
}
