import { Injectable } from '@nestjs/common';
import type { ErasedMessages } from '../../shared/erasing.js';
import { Erasures } from '../auth/accounts/erasures.service.js';
import { OwnPassword } from '../auth/passwords/own-password.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { requireAdministrator } from '../platform/errors/administrators-only.js';
import { counted, ForgettingRepository } from './forgetting.repository.js';
import { Forgetting } from './forgetting.service.js';

/** Rooms that a page names. */
const roomsNamed = 10;

/** Ends somebody's account and forgets them; what they wrote stays or goes, as is asked for. */
@Injectable()
export class Erasing {
  constructor(
    private readonly erasures: Erasures,
    private readonly forgetting: Forgetting,
    private readonly repository: ForgettingRepository,
    private readonly ownPassword: OwnPassword,
  ) {}

  /** What there is of somebody beside their account: for administrators, and for the person themselves. */
  async remains(reader: SignedInUser, userId: number) {
    if (reader.id !== userId) requireAdministrator(reader);
    const [counts, rooms] = await Promise.all([
      this.repository.remains(userId),
      this.repository.roomsKeptAlone(userId, roomsNamed),
    ]);
    const shown = (count: number) => ({ count: Math.min(count, counted), isMore: count > counted });
    return {
      messages: shown(counts.messages),
      files: shown(counts.files),
      entries: shown(counts.entries),
      reports: shown(counts.reports),
      rooms,
    };
  }

  /** The account is gone when this is done, and the rest within moments. */
  async erase(actor: SignedInUser, userId: number, messages: ErasedMessages): Promise<void> {
    await this.erasures.erase(actor, userId, messages);
    this.forgetting.start();
  }

  /** Throws `forbidden`, beside the field, for another password. */
  async eraseMyself(
    me: SignedInUser,
    { messages, currentPassword }: { messages: ErasedMessages; currentPassword: string },
    session: string | undefined,
  ): Promise<void> {
    await this.ownPassword.require(me, currentPassword, session);
    await this.erasures.eraseMyself(me, messages);
    this.forgetting.start();
  }
}
