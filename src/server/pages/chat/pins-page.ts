/** What the page of a room's pins shows, for the template views/pages/chat/pins.hbs. */
import { Injectable } from '@nestjs/common';
import { roomPath, roomPinsPath } from '../../../shared/paths.js';
import { bare, inLog, type LobbyPageData } from '../../../shared/room-page.js';
import { Pins } from '../../messages/pins/pins.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { textsForScripts } from './client-texts.js';
import { folding } from './folded.js';
import { naming, textsOf } from './names-of-now.js';
import { ReaderPage } from './reader-page.js';
import { roomTitle } from './room-title.js';

/** Messages on a page. */
const limit = 30;

@Injectable()
export class PinsPage {
  constructor(
    private readonly rooms: RoomsService,
    private readonly pins: Pins,
    private readonly readerPage: ReaderPage,
    private readonly former: FormerNames,
  ) {}

  /** Throws `not_found` for a room that is absent or not the reader's to see. */
  async model(reader: SignedInUser, address: string, before: number | undefined) {
    const found = await this.rooms.requireByAddress(reader, address);
    const { room, canPin } = found;
    const [readerParts, { messages, next, total }] = await Promise.all([
      this.readerPage.inRooms(reader),
      this.pins.list(reader, room.id, { before, limit }),
    ]);
    const { own, data: readerData, rooms, beside, quiet, activity } = readerParts;
    const data: LobbyPageData = { reader: readerData, rooms, activity, keeps: 'pins' };
    const named = messages.map(naming(await this.former.in(reader, textsOf(messages))));
    const shown = readerData.notices.showsPreviews ? named : named.map(bare);
    const fold = folding(readerData.ignored);
    return {
      layout: 'layouts/chat',
      title: 'Pins',
      pageTitle: roomTitle(room),
      ...{ room, canPin, total },
      // Fetched from a room, too, it is a whole page.
      isPart: false,
      path: roomPinsPath(room.address),
      roomHref: roomPath(room.address),
      messages: shown.map((message) => ({ ...fold(inLog(room.address, message)), startsGroup: true })),
      isEmpty: messages.length === 0,
      moreHref: next && roomPinsPath(room.address, next),
      standing: reader,
      ...beside(own.some((each) => each.room.id === room.id) ? own : [...own, found], room.id),
      ...{ activity, quiet },
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }
}
