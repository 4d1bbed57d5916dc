/**
 * Connections that have not signed in yet. Each may ask once, with one packet, and soon; there is room for so many, of one
 * address and of all, and who has been standing there longest goes first: whoever means to come in takes a moment.
 */
import type { Sender } from '../../http/senders.js';
import { cut, type EngineConnection } from '../engine.js';

/**
 * Connections that may stand at the door: of one address, as many as an office has when the server comes back; of a proxy's,
 * behind which everybody may be; of all.
 */
const ofOneAddress = 500;
const ofHidden = 3_500;
const ofAll = 4_000;

export class Knocks {
  /** Those of an address, in the order in which they came. */
  private readonly byAddress = new Map<string, Set<EngineConnection>>();
  private readonly knocking = new Map<EngineConnection, { address: string; hasAsked: boolean }>();
  private readonly onPacket: (this: EngineConnection, packet: { type: string }) => void;
  private readonly onClose: (this: EngineConnection) => void;

  constructor() {
    // Each once for all connections, which are their `this`.
    const look = (connection: EngineConnection, isMessage: boolean) => isMessage && this.ask(connection);
    const end = (connection: EngineConnection) => this.end(connection);
    this.onPacket = function ({ type }) {
      look(this, type === 'message');
    };
    this.onClose = function () {
      end(this);
    };
  }

  begin(connection: EngineConnection, { address, isTold }: Sender): void {
    const neighbours = this.byAddress.get(address) ?? new Set();
    this.byAddress.set(address, neighbours.add(connection));
    this.knocking.set(connection, { address, hasAsked: false });
    connection.on('packet', this.onPacket).on('close', this.onClose);
    if (neighbours.size > (isTold ? ofOneAddress : ofHidden)) cut(firstOf(neighbours));
    if (this.knocking.size > ofAll) cut(firstOf(this.knocking.keys()));
  }

  /** It has come in, or is gone. */
  end(connection: EngineConnection): void {
    const knock = this.knocking.get(connection);
    if (!knock) return;
    this.knocking.delete(connection);
    const neighbours = this.byAddress.get(knock.address)!;
    neighbours.delete(connection);
    if (neighbours.size === 0) this.byAddress.delete(knock.address);
    connection.off('packet', this.onPacket).off('close', this.onClose);
  }

  /** A second question would cost the database as much as the first, and a body of 60 kB holds 20,000 of them. */
  private ask(connection: EngineConnection): void {
    const knock = this.knocking.get(connection);
    if (!knock) return;
    if (knock.hasAsked) cut(connection);
    knock.hasAsked = true;
  }
}

const firstOf = (connections: Iterable<EngineConnection>): EngineConnection => {
  const [first] = connections;
  return first!;
};
