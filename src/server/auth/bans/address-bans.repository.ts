import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { User } from '../../people/user.entity.js';
import { AddressBan } from './address-ban.entity.js';

const isActive = 'lifted_at is null and (ends_at is null or ends_at > now())';

/** The SQL of banned networks. */
@Injectable()
export class AddressBansRepository {
  constructor(@InjectRepository(AddressBan) private readonly bans: Repository<AddressBan>) {}

  /** Those that hold, with who made them; the newest first. */
  list(): Promise<(AddressBan & { creator: User })[]> {
    return this.bans
      .createQueryBuilder('ban')
      .innerJoinAndSelect('ban.creator', 'creator')
      .where(isActive)
      .orderBy('ban.id', 'DESC')
      .getMany() as Promise<(AddressBan & { creator: User })[]>;
  }

  /** Bits behind the network's length are cut off; answers with the id. */
  async insert(network: string, reason: string, createdBy: number, endsAt: Date | null): Promise<number> {
    const { identifiers } = await this.bans
      .createQueryBuilder()
      .insert()
      .values({ network: () => 'network(cast(:network as inet))', reason, createdBy, endsAt })
      .setParameter('network', network)
      .execute();
    return identifiers[0]!.id as number;
  }

  /** The network; null when there is no such ban, or it has ended already. */
  async lift(id: number): Promise<string | null> {
    const lifted = await this.bans
      .createQueryBuilder()
      .update()
      .set({ liftedAt: () => 'now()' })
      .where({ id })
      .andWhere(isActive)
      .returning('network')
      .execute();
    return (lifted.raw as { network: string }[])[0]?.network ?? null;
  }
}
