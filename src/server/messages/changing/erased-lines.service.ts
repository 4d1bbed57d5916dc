import { Injectable } from '@nestjs/common';
import type { UserView } from '../../../shared/people.js';
import type { About } from '../../../shared/room-lines.js';
import { erasedName } from '../../../shared/rules/erased-name.js';
import { plainRoomLine } from '../../../shared/rules/room-line.js';
import { defaultLanguage, filledText } from '../../platform/languages/i18n.js';
import { grouped } from '../../platform/work/grouped.js';
import { RoomLog } from '../log/room-log.js';
import { messageView } from '../message.row.js';
import { ErasedLinesRepository, type NamingLine } from './erased-lines.repository.js';

/** Lines that one statement changes. */
const batch = 200;

const english = (text: string, values = {}) => filledText(defaultLanguage, text, values);

/** What rooms tell of themselves names people as they were called then: of whoever was erased it names nobody. */
@Injectable()
export class ErasedLines {
  constructor(
    private readonly repository: ErasedLinesRepository,
    private readonly log: RoomLog,
  ) {}

  /** `goesOn` is asked after each batch; false where it said so and there is more. */
  async forget(userId: number, goesOn: () => Promise<boolean>): Promise<boolean> {
    const nobody: UserView = { id: userId, username: `~${userId}`, name: erasedName };
    const next = () => this.repository.naming(userId, nobody.username, batch);
    for (let lines = await next(); lines.length > 0; lines = await next()) {
      for (const [roomId, ofRoom] of grouped(lines, ({ room_id }) => room_id))
        await this.rewrite(roomId, ofRoom, nobody);
      if (!(await goesOn())) return false;
    }
    return true;
  }

  private async rewrite(roomId: number, lines: NamingLine[], nobody: UserView): Promise<void> {
    const changed = lines.map(({ id, about }) => {
      const without = withoutName(about, nobody);
      return { id, about: without, text: plainRoomLine(without, english) };
    });
    await this.log.changeMany(
      async () => (await this.repository.rewrite(roomId, changed)).map(messageView),
      true,
    );
  }
}

const withoutName = (about: About, nobody: UserView): About =>
  'people' in about
    ? { ...about, people: about.people.map((each) => (each.id === nobody.id ? nobody : each)) }
    : about;
