/** Whom and what administrators mean by the names they type. Throws FieldErrors for the field in which the name stands. */
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { UsersService } from '../../people/users.service.js';
import { RoomDirectory } from '../../rooms/room-directory.repository.js';

@Injectable()
export class Lookup {
  constructor(
    private readonly users: UsersService,
    private readonly rooms: RoomDirectory,
  ) {}

  /** Disabled people are found, too. */
  async person(name: string, field: string): Promise<{ id: number; username: string }> {
    const user = await this.users.findByUsername(name.replace(/^@/, ''));
    if (user) return user;
    throw unknown(field, 'There is nobody with this name. Check the spelling.');
  }

  /** A room that is not direct. */
  async room(name: string, field: string): Promise<{ id: number; name: string }> {
    const room = await this.rooms.findByKey(canonicalKey(name.replace(/^#/, '')));
    if (room) return { id: room.id, name: room.name! };
    throw unknown(field, 'There is no room with this name. Check the spelling.');
  }

  /** `@name` for a person, as everywhere; anything else is a room. */
  async subject(name: string, field: string): Promise<{ type: 'user' | 'room'; id: number }> {
    if (name.startsWith('@')) return { type: 'user', id: (await this.person(name, field)).id };
    return { type: 'room', id: (await this.room(name, field)).id };
  }
}

const unknown = (field: string, sentence: string) =>
  new FieldErrors({ [field]: new AppError('invalid', sentence) });
