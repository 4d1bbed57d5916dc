import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { AuditSubject } from '../../../shared/audit.js';
import { addressBan, type AddressBanView, type NewAddressBan } from '../../../shared/bans.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Connections } from '../../delivery/connections.js';
import { requireAdministrator } from '../../people/administrators.js';
import type { User } from '../../people/user.entity.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { shownUser } from '../../people/user-view.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { isWithin, type Network, parseNetwork } from '../../platform/http/network-address.js';
import { SessionEnds } from '../sessions/session-ends.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { AddressBan } from './address-ban.entity.js';
import { AddressBansRepository } from './address-bans.repository.js';

interface KnownBan {
  network: Network;
  reason: string;
  until: Date | null;
}

/** Networks from which nobody gets in. Every request asks, so they are kept in memory, a second old at most. */
@Injectable()
export class AddressBans implements OnApplicationBootstrap {
  private known: KnownBan[] = [];

  constructor(
    private readonly repository: AddressBansRepository,
    private readonly sessions: SessionsRepository,
    private readonly ends: SessionEnds,
    private readonly connections: Connections,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.reload();
  }

  /** Those that hold, the newest first. */
  async list(actor: SignedInUser): Promise<AddressBanView[]> {
    requireAdministrator(actor);
    return (await this.repository.list()).map(addressBanView);
  }

  /** Shuts an address or a network out, and ends what was opened from there. */
  async ban(actor: SignedInUser, input: NewAddressBan): Promise<AddressBanView> {
    requireAdministrator(actor);
    const { network, reason, until } = parse(addressBan, input);
    const shut = parseNetwork(network);
    if (isWithin(shut, actor.address ?? ''))
      throw new AppError('conflict', 'You cannot ban your own address, or a network that contains it.');
    const id = await this.repository.insert(network, reason, actor.id, until ?? null);
    const made = (await this.list(actor)).find((ban) => ban.id === id)!;
    await this.reload();
    const opened = (await this.sessions.liveAddresses()).filter((address) => isWithin(shut, address));
    this.ends.announce(await this.sessions.endAllFrom(opened), 'banned');
    const details = { reason, until: until?.toISOString() ?? null };
    await this.audit.note(actor, 'address_banned', addressSubject(made.network), details);
    return made;
  }

  /** Throws `not_found`, also for a ban that has ended. */
  async lift(actor: SignedInUser, id: number): Promise<void> {
    requireAdministrator(actor);
    const network = await this.repository.lift(id);
    if (network === null) throw new AppError('not_found', 'There is no such ban.');
    await this.reload();
    await this.audit.note(actor, 'address_ban_lifted', addressSubject(short(network)));
  }

  /** The ban that an address is under, or null. */
  banOf(address: string): { reason: string; until: Date | null } | null {
    return this.known.find(({ network }) => isWithin(network, address)) ?? null;
  }

  /** Reads the bans anew and closes this node's connections from there; asked for once a second, as other nodes ban, too. */
  async reload(): Promise<void> {
    this.known = (await this.repository.list()).map(({ network, reason, endsAt }) => ({
      network: parseNetwork(network),
      reason,
      until: endsAt,
    }));
    if (this.known.length > 0)
      this.connections.closeFrom((address) => this.banOf(address) !== null, 'banned');
  }
}

/** PostgreSQL writes a single address as a network of one. */
const short = (network: string) => network.replace(network.includes(':') ? /\/128$/ : /\/32$/, '');

const addressSubject = (network: string): AuditSubject => ({ type: 'address', id: null, name: network });

function addressBanView(row: AddressBan & { creator: User }): AddressBanView {
  return {
    id: row.id,
    network: short(row.network),
    reason: row.reason,
    createdBy: shownUser(row.creator),
    createdAt: row.createdAt.toISOString(),
    until: row.endsAt?.toISOString() ?? null,
  };
}
