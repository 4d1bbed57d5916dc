/**
 * Broadcasts to the rooms of this process, where no other node has to hear of them: the frame is put together as text and
 * given to the room's sockets, without Socket.IO's operators, encoders and sets.
 */
import type { ChatServer } from '../socket.js';
import { jsonOf } from '../ready-json.js';
import { textFrame } from './quick-write.js';
import type { Delivered, Slices, Target } from './slices.js';

export interface Audience {
  rooms: Set<string>;
  /** A room whose sockets are left out. */
  except: string | undefined;
  /** May be dropped when a client is behind. */
  isVolatile: boolean;
}

export class QuickRooms {
  constructor(
    private readonly namespace: ReturnType<ChatServer['of']>,
    private readonly slices: Slices,
    private readonly delivered: Delivered,
  ) {}

  /** `4` is a message to Engine.IO, `2` an event to Socket.IO. */
  tell({ rooms, except, isVolatile }: Audience, event: string, payload: object): void {
    const targets = this.targets(rooms, except);
    this.delivered(event, payload, targets.length);
    if (targets.length === 0) return;
    const packet = `2["${event}",${jsonOf(payload)}]`;
    const frame = textFrame(`4${packet}`);
    // The engine takes a ready frame, too; it wants the text for a client by polling.
    const deliverByStock = ({ client }: Target) => client.conn.write(packet, { wsPreEncodedFrame: [frame] });
    this.slices.add({ targets, rooms, frame, isVolatile, deliverByStock });
  }

  /** Each socket once. */
  private targets(rooms: Set<string>, except: string | undefined): Target[] {
    const { adapter, sockets } = this.namespace;
    const leftOut = except === undefined ? undefined : adapter.rooms.get(except);
    const targets: Target[] = [];
    for (const id of idsIn(adapter.rooms, rooms)) {
      const socket = leftOut?.has(id) ? undefined : sockets.get(id);
      if (socket) targets.push(socket as unknown as Target);
    }
    return targets;
  }
}

function idsIn(members: ReadonlyMap<string, Set<string>>, rooms: Set<string>): Iterable<string> {
  const [first, ...others] = rooms;
  if (others.length === 0) return members.get(first!) ?? [];
  return new Set([...rooms].flatMap((room) => [...(members.get(room) ?? [])]));
}
