/** What the page of saved messages shows, and that of one message which may be kept at hand. */
import { Injectable } from '@nestjs/common';
import {
  keepPath,
  messagePath,
  reportPath,
  roomPath,
  roomPinsPath,
  savedPath,
} from '../../../shared/paths.js';
import { bare, inLog, type LobbyPageData } from '../../../shared/room-page.js';
import { hasEvening } from '../../../shared/rules/reminder-times.js';
import type { SavedView } from '../../../shared/saved.js';
import { MessagesService } from '../../messages/messages.service.js';
import { SavedMessages } from '../../messages/saved/saved.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { textsForScripts } from './client-texts.js';
import { folding } from './folded.js';
import { naming, textsOf } from './names-of-now.js';
import { ReaderPage } from './reader-page.js';

/** Messages on a page. */
const limit = 30;

@Injectable()
export class SavedPage {
  constructor(
    private readonly saved: SavedMessages,
    private readonly messages: MessagesService,
    private readonly rooms: RoomsService,
    private readonly readerPage: ReaderPage,
    private readonly former: FormerNames,
  ) {}

  async list(
    reader: SignedInUser,
    { before, filter }: { before?: number | undefined; filter?: 'reminders' | undefined },
  ) {
    const [parts, { saved, next }] = await Promise.all([
      this.beside(reader),
      this.saved.list(reader, { before, filter, limit }),
    ]);
    const name = naming(await this.former.in(reader, textsOf(saved.map(({ message }) => message))));
    return {
      ...parts,
      title: 'Saved',
      filters: [
        { label: 'All', href: savedPath(), isChosen: !filter },
        { label: 'Reminders', href: savedPath({ reminders: true }), isChosen: !!filter },
      ],
      filter,
      saved: saved.map((each) => shown({ ...each, message: name(each.message) }, parts)),
      isEmpty: saved.length === 0,
      moreHref: next && savedPath({ before: next }),
    };
  }

  /** Throws `not_found` for a message that is absent or not theirs to see. */
  async one(reader: SignedInUser, address: string, seq: number) {
    const { room, canPin, member } = await this.rooms.requireByAddress(reader, address);
    const { messages } = await this.messages.history(reader, { roomId: room.id, around: seq, limit: 1 });
    const message = messages.find((each) => each.seq === seq);
    if (!message) throw noSuchPage();
    const [parts, saved, bearers] = await Promise.all([
      this.beside(reader),
      this.saved.find(reader, message.id),
      this.former.in(reader, textsOf([message])),
    ]);
    const own = naming(bearers)(parts.showsPreviews ? message : bare(message));
    const mayChange = member && !message.deletedAt;
    return {
      ...parts,
      title: 'Message',
      pageTitle: `#${seq} · ${room.name}`,
      ...{ room, saved },
      canPin: canPin && mayChange,
      canSave: mayChange,
      message: { ...parts.fold(inLog(room.address, own)), startsGroup: true },
      backHref: messagePath(room.address, seq),
      pinsPath: roomPinsPath(room.address),
      readPath: member && message.author.id !== reader.id ? `${roomPath(room.address)}/read` : undefined,
      reportHref:
        message.author.id === reader.id || message.deletedAt ? undefined : reportPath(room.address, seq),
      note: saved?.note,
      remindAt: saved?.remindAt,
      hasEvening: hasEvening(new Date(), parts.zone),
    };
  }

  private async beside(reader: SignedInUser) {
    const { own, data, rooms, beside, quiet, activity } = await this.readerPage.inRooms(reader);
    const pageData: LobbyPageData = { reader: data, rooms, activity, keeps: 'saved' };
    return {
      layout: 'layouts/chat',
      isPart: false,
      showsPreviews: data.notices.showsPreviews,
      fold: folding(data.ignored),
      zone: data.notices.timeZone,
      standing: reader,
      ...beside(own),
      ...{ activity, quiet },
      clientTexts: textsForScripts,
      pageData: scriptData(pageData),
    };
  }
}

const shown = (
  { message, room, ...mark }: SavedView,
  { showsPreviews, fold }: { showsPreviews: boolean; fold: ReturnType<typeof folding> },
) => ({
  ...mark,
  room,
  message: { ...fold(inLog(room.address, showsPreviews ? message : bare(message))), startsGroup: true },
  keepHref: message.deletedAt ? undefined : keepPath(room.address, message.seq),
});
