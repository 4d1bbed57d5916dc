import { Injectable } from '@nestjs/common';
import type { HeirsView, HeirsWanted } from '../../shared/memberships.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { userView } from '../people/user-view.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { HeirsRepository } from './heirs.repository.js';
import { MembersService } from './members.service.js';

const most = 20;

/** Who keeps a room once its last keeper has left it, as they choose. */
@Injectable()
export class Heirs {
  constructor(
    private readonly repository: HeirsRepository,
    private readonly members: MembersService,
  ) {}

  /** Whoever may see the room. */
  async find(reader: SignedInUser, roomId: number, { query = '' }: HeirsWanted): Promise<HeirsView> {
    await this.members.requireRights(reader, roomId);
    const [kept, people] = await Promise.all([
      this.repository.isKeptByOthers(roomId, reader.id),
      this.repository.find(roomId, reader.id, canonicalKey(query), most),
    ]);
    return { kept, people: people.map(userView) };
  }

  /** Their id, by the username as somebody has typed it. Throws `invalid`. */
  async requireNamed(reader: SignedInUser, roomId: number, typed: string): Promise<number> {
    const name = typed.trim().replace(/^@/, '');
    const { people } = await this.find(reader, roomId, { query: name });
    const heir = people.find(({ username }) => canonicalKey(username) === canonicalKey(name));
    if (!heir) throw new AppError('invalid', 'Nobody who could keep this room is called {{name}}.', { name });
    return heir.id;
  }
}
