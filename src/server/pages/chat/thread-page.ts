/** A thread beside its room, as the template views/threads/panel.hbs shows it. */
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { limits } from '../../../shared/limits.js';
import type { MessageView } from '../../../shared/messages.js';
import { messagePath, threadPath } from '../../../shared/paths.js';
import { bare, inThread } from '../../../shared/room-page.js';
import { grouped, groupingOf } from '../../../shared/rules/grouping.js';
import type { ThreadView } from '../../../shared/threads.js';
import { MessagesService } from '../../messages/messages.service.js';
import { Threads } from '../../messages/threads/threads.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { SettingsService } from '../../settings/settings.service.js';
import { folding } from './folded.js';
import { naming, textsOf } from './names-of-now.js';
import { RoomPage } from './room-page.js';

/** Seqs; one of them at most. */
interface ThreadPart {
  before?: number;
  after?: number;
}

@Injectable()
export class ThreadPage {
  constructor(
    private readonly page: RoomPage,
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly threads: Threads,
    private readonly settings: SettingsService,
    private readonly former: FormerNames,
  ) {}

  /** The thread that the message at this place is in; throws `not_found` where there is none. */
  async find(reader: SignedInUser, address: string, seq: number, part: ThreadPart = {}): Promise<ThreadView> {
    const { room } = await this.rooms.requireByAddress(reader, address);
    const { messages } = await this.messages.history(reader, { roomId: room.id, around: seq, limit: 1 });
    const message = messages.find((each) => each.seq === seq);
    if (!message) throw noSuchPage();
    return this.threads.read(reader, { messageId: message.id, limit: limits.threadPage, ...part });
  }

  /** The room, at the message that began the thread, and the thread beside it. */
  async model(reader: SignedInUser, address: string, found: ThreadView) {
    const { root } = found;
    const [model, bearers] = await Promise.all([
      this.page.model(reader, address, { around: root.seq }),
      this.former.in(reader, textsOf([root, ...found.messages])),
    ]);
    const named = withNames(found, naming(bearers));
    const path = threadPath(model.room.address, root.seq);
    const { canPost, member } = model.standing;
    return {
      ...model,
      thread: {
        ...shownThread(
          model.room.address,
          model.showsPreviews ? named : withoutPreviews(named),
          folding(model.ignored),
        ),
        ...{
          path,
          room: model.room,
          maxlength: this.settings.current.message_length,
          clientId: randomUUID(),
        },
        closeHref: messagePath(model.room.address, root.seq),
        canWrite: canPost && member,
        canFollow: member,
      },
    };
  }
}

type Fold = ReturnType<typeof folding>;

function shownThread(
  address: string,
  { root, messages, hasBefore, hasAfter, following }: ThreadView,
  fold: Fold,
) {
  const isNewest = !hasAfter;
  const earlier = hasBefore && isNewest ? root.replies!.count - messages.length : undefined;
  return {
    ...{ root, following, hasBefore, hasAfter, earlier },
    rootLine: { ...fold(inThread(address, root)), startsGroup: true },
    earlierHref: messages[0] && `${threadPath(address, root.seq)}?before=${messages[0].seq}`,
    answers: lines(address, root, messages, fold),
  };
}

const withNames = (thread: ThreadView, name: ReturnType<typeof naming>): ThreadView => ({
  ...thread,
  root: name(thread.root),
  messages: thread.messages.map(name),
});

const withoutPreviews = (thread: ThreadView): ThreadView => ({
  ...thread,
  root: bare(thread.root),
  messages: thread.messages.map(bare),
});

/** Below the first message, whose day needs no line. */
function lines(address: string, root: MessageView, messages: MessageView[], fold: Fold): object[] {
  let previous = grouped(root);
  return messages.flatMap((message, index) => {
    const shows = fold(inThread(address, message));
    const own = grouped(shows);
    const { startsDay, startsGroup } = groupingOf(own, previous);
    previous = own;
    const line = { ...shows, startsGroup: startsGroup || index === 0 };
    return startsDay ? [{ startsDay, createdAt: message.createdAt }, line] : [line];
  });
}
