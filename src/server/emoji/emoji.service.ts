/** The server's own emoji: administrators add and remove them, everybody uses them. */
import { Injectable } from '@nestjs/common';
import { emojiBytes, mostEmoji, type OwnEmojiList, type OwnEmojiView } from '../../shared/emoji.js';
import { emojiPath } from '../../shared/rules/markdown/own-emoji.js';
import { AuditLog } from '../audit/audit-log.js';
import { MadePictures } from '../files/keeping/made-pictures.service.js';
import { SeenPeople } from '../people/seen-people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { requireAdministrator } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { FieldErrors } from '../platform/http/forms.js';
import { type EmojiRow, EmojiRepository } from './emoji.repository.js';
import { KnownEmoji, noSuchEmoji } from './known-emoji.js';
import { isStandardName } from './standard-names.js';

@Injectable()
export class EmojiService {
  constructor(
    private readonly repository: EmojiRepository,
    private readonly pictures: MadePictures,
    private readonly known: KnownEmoji,
    private readonly seen: SeenPeople,
    private readonly audit: AuditLog,
  ) {}

  /** All of them: there are few. */
  async list(reader: SignedInUser): Promise<OwnEmojiList> {
    const all = (await this.repository.list()).map(ownEmojiView);
    const makers = all.flatMap(({ addedBy }) => addedBy?.id ?? []);
    const seen = new Set(await this.seen.among(reader, makers));
    const emoji = all.map((each) => (seen.has(each.addedBy?.id ?? 0) ? each : { ...each, addedBy: null }));
    return { emoji, most: mostEmoji };
  }

  /** Throws `conflict` where something is called so already, or where there are as many as there may be. */
  async add(actor: SignedInUser, name: string, bytes: AsyncIterable<Buffer>): Promise<OwnEmojiView> {
    requireAdministrator(actor);
    if (await isStandardName(name)) throw taken(name);
    if (await this.repository.isTaken(name)) throw taken(name);
    const picture = await this.pictures.keepEmoji(actor.id, await whole(bytes));
    const id = await this.repository.add(name, picture, actor.id);
    if (typeof id !== 'number') {
      await this.pictures.drop(picture.fileId);
      throw id === 'full' ? tooMany() : taken(name);
    }
    await this.known.look();
    await this.audit.note(actor, 'emoji_added', { type: 'emoji', id, name: `:${name}:` });
    return ownEmojiView((await this.repository.list()).find((row) => row.id === id)!);
  }

  /** Messages that have it show its name from then on. */
  async remove(actor: SignedInUser, id: number): Promise<void> {
    requireAdministrator(actor);
    const name = await this.repository.remove(id);
    if (name === null) throw noSuchEmoji();
    await this.known.look();
    await this.audit.note(actor, 'emoji_removed', { type: 'emoji', id, name: `:${name}:` });
  }
}

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > emojiBytes) throw tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) throw inField('picture', new AppError('invalid', 'Choose a picture.'));
  return Buffer.concat(chunks);
}

function ownEmojiView(row: EmojiRow): OwnEmojiView {
  const { id, name, width, height, moves } = row;
  return {
    ...{ id, name, src: emojiPath(id, name), width, height },
    ...(moves && { moves }),
    addedBy: row.added_by,
    addedAt: row.created_at.toISOString(),
  };
}

/** The field that is wrong, for whoever asks by a form. */
const inField = (field: string, error: AppError) => new FieldErrors({ [field]: error });

const taken = (name: string) =>
  inField(
    'name',
    new AppError('conflict', 'There is an emoji with the name :{{name}}: already. Choose another name.', {
      name,
    }),
  );

const tooMany = () =>
  new AppError('conflict', 'There are {{maximum}} emoji, the most there can be. Remove one first.', {
    maximum: mostEmoji,
  });

const tooLarge = () =>
  inField(
    'picture',
    new AppError('too_large', 'The picture is too large: {{maximum}} kB at most. Make it smaller.', {
      maximum: emojiBytes / 1024,
    }),
  );
