/** Whom people let begin a conversation with them. */
import { Injectable } from '@nestjs/common';
import type { ContactView } from '../../shared/contact.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class ContactService {
  constructor(private readonly users: UsersRepository) {}

  async read(me: SignedInUser): Promise<ContactView> {
    return { writableBy: (await this.users.find(me.id))!.writableBy };
  }

  async change(me: SignedInUser, { writableBy }: ContactView): Promise<ContactView> {
    await this.users.letWrite(me.id, writableBy);
    return { writableBy };
  }
}
