/**
 * How the reader wants to be called, and whom they ignore: from the first page, kept up by what the server tells. Later pages
 * may be older than that; after an outage it is asked for anew.
 */
import type { NoticeSettingsView } from '../../shared/notices.js';
import type { IgnoredPeople, Level } from '../../shared/people.js';
import type { ReaderData } from '../../shared/room-page.js';
import type { SidebarView } from '../../shared/sidebar.js';
import type { Ignoring } from '../core/ignoring.js';
import type { Keywords } from '../core/keywords.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { RoomList } from '../rooms/room-list.js';
import { adoptMoving } from '../emoji/moves-always.js';
import { setLinks, setPreviews } from '../ui/previews-shown.js';
import { setLongestMessage } from '../ui/longest-message.js';
import { QuietLine } from './quiet-line.js';

/** Milliseconds; what is further away than the timers of browsers reach comes with a later page. */
const farthest = 2 ** 31 - 1;

export class ReaderChoices {
  private notices: NoticeSettingsView;
  private serverLevel: Level;
  private readonly quietLine = new QuietLine((settings) => this.notice(settings));
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { notices, serverLevel, ignored, linkPreviews, longest }: ReaderData,
    private readonly rooms: KnownRooms,
    private readonly known: { ignoring: Ignoring; keywords: Keywords; list: RoomList },
  ) {
    [this.notices, this.serverLevel] = [notices, serverLevel];
    known.ignoring.onChange(() => rooms.lookAgain());
    known.ignoring.fill(ignored);
    setLinks(linkPreviews);
    setLongestMessage(longest);
    this.notice(notices);
  }

  /** Nothing is to call the reader now. */
  get isQuiet(): boolean {
    return this.notices.isQuiet;
  }

  /** Notices are to say nothing of the text, the room or the person. */
  get hidesText(): boolean {
    return this.notices.hidesText;
  }

  notice(settings: NoticeSettingsView): void {
    this.notices = settings;
    this.known.keywords.fill(settings.keywords);
    setPreviews(settings.showsPreviews);
    adoptMoving(settings.movesEmoji);
    this.levelsChanged();
    this.show();
    clearTimeout(this.timer);
    if (settings.changesAt === null) return;
    // A moment later, as the clock of the server may be behind this one's.
    const wait = Math.max(0, Date.parse(settings.changesAt) - Date.now()) + 1_000;
    if (wait < farthest) this.timer = setTimeout(() => void this.ask(), wait);
  }

  serverTells(level: Level): void {
    this.serverLevel = level;
    this.levelsChanged();
  }

  /** On the page that is shown now. */
  show(): void {
    this.quietLine.show(this.notices);
  }

  /** Announcements may have been missed. */
  async ask(): Promise<void> {
    const [notices, ignored, sidebar] = await Promise.all([
      answer<NoticeSettingsView>('/api/me/notices'),
      answer<IgnoredPeople>('/api/me/ignored'),
      answer<SidebarView>('/api/me/sidebar'),
    ]);
    if (notices) this.notice(notices);
    this.known.list.arrange(sidebar);
    if (ignored) this.known.ignoring.fill(ignored.users.map(({ id }) => id));
  }

  private levelsChanged(): void {
    this.rooms.setDefaultLevel(this.notices.level ?? this.serverLevel);
  }
}

/** Undefined without one: the next time will do. */
async function answer<Body>(path: string): Promise<Body | undefined> {
  try {
    const response = await fetch(path);
    return response.ok ? ((await response.json()) as Body) : undefined;
  } catch {
    return undefined;
  }
}
