/** Settings that are rooms: people write names, one a line; what is kept are ids, which outlive a name. */
import { Injectable } from '@nestjs/common';
import { type ServerSettings, settingNames, settingOf } from '../../../shared/settings.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors } from '../../platform/http/forms.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { linesOf } from './settings-form.js';

const names: string[] = settingNames.filter((name) => settingOf(name).kind === 'rooms');

@Injectable()
export class SettingRooms {
  constructor(private readonly rooms: RoomsService) {}

  /** Names by ids; a room that is gone has none. */
  async namesIn(me: SignedInUser, chosen: ServerSettings): Promise<Map<number, string>> {
    const values = chosen as Record<string, unknown>;
    const ids = names.flatMap((name) => values[name] as number[]);
    const found = await Promise.all(ids.map((id) => this.rooms.requireById(me, id).catch(() => null)));
    return new Map(found.flatMap((standing) => (standing ? [[standing.room.id, standing.room.name]] : [])));
  }

  /** The form with ids where it had names. Throws FieldErrors for a name that no room has. */
  async withIds(me: SignedInUser, body: Record<string, unknown>): Promise<Record<string, unknown>> {
    const sent = names.filter((name) => name in body);
    const ids = await Promise.all(sent.map((name) => this.idsOf(me, name, linesOf(body[name]))));
    return { ...body, ...Object.fromEntries(sent.map((name, place) => [name, ids[place]])) };
  }

  private idsOf(me: SignedInUser, field: string, written: string[]): Promise<number[]> {
    return Promise.all(
      written.map(async (line) => {
        const name = line.trim().replace(/^#/, '');
        const standing = name.startsWith('@')
          ? null
          : await this.rooms.requireByAddress(me, name).catch(() => null);
        if (standing) return standing.room.id;
        throw new FieldErrors({
          [field]: new AppError('invalid', 'There is no room {{name}}.', { name }),
        });
      }),
    );
  }
}
