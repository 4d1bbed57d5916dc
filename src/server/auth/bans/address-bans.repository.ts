import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';

export interface AddressBanRow {
  id: number;
  network: string;
  reason: string;
  createdAt: Date;
  creatorId: number;
  creatorName: string;
  endsAt: Date | null;
}

const isActive = 'lifted_at is null and (ends_at is null or ends_at > now())';

/** The SQL of banned networks. */
@Injectable()
export class AddressBansRepository {
  constructor(private readonly statements: Statements) {}

  /** The newest first. */
  list(): Promise<AddressBanRow[]> {
    return this.statements.query<AddressBanRow>(
      `select b.id, b.network::text, b.reason, b.created_at as "createdAt", b.ends_at as "endsAt",
         u.id as "creatorId", u.username as "creatorName"
       from address_bans b join users u on u.id = b.created_by where ${isActive} order by b.id desc`,
    );
  }

  /** Bits behind the network's length are cut off; answers with the id. */
  async insert(network: string, reason: string, createdBy: number, until: Date | null): Promise<number> {
    const [row] = await this.statements.query<{ id: number }>(
      `insert into address_bans (network, reason, created_by, ends_at) values (network($1::inet), $2, $3, $4)
       returning id`,
      [network, reason, createdBy, until],
    );
    return row!.id;
  }

  /** The network; null when there is no such ban, or it has ended already. */
  async lift(id: number): Promise<string | null> {
    const [row] = await this.statements.query<{ network: string }>(
      `update address_bans set lifted_at = now() where id = $1 and ${isActive} returning network::text`,
      [id],
    );
    return row?.network ?? null;
  }
}
