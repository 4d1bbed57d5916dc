/** What the page of activity shows. Reads only: what was read says the reader, by its forms or their browser. */
import { Injectable } from '@nestjs/common';
import type { ActivityCounts, ActivityEntry } from '../../../shared/activity.js';
import { activityListPath } from '../../../shared/paths.js';
import type { ActivityListed, LobbyPageData } from '../../../shared/room-page.js';
import { activityLook } from '../../../shared/rules/activity-look.js';
import { ActivityService } from '../../activity/activity.service.js';
import { AwayService } from '../../activity/away/away.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { scriptData } from '../../platform/rendering/view-helpers.js';
import { awayLook } from './away-look.js';
import { textsForScripts } from './client-texts.js';
import { inLineOfNow } from './names-of-now.js';
import { ReaderPage } from './reader-page.js';

/** Lines on a page. */
const limit = 30;

const labels = {
  mention: 'Mentions',
  private: 'Private',
  answer: 'Answers',
  reaction: 'Reactions',
  thread: 'Threads',
  reminder: 'Reminders',
  report: 'Reports',
} as const;

@Injectable()
export class ActivityPageModel {
  constructor(
    private readonly activity: ActivityService,
    private readonly away: AwayService,
    private readonly readerPage: ReaderPage,
    private readonly former: FormerNames,
  ) {}

  async model(reader: SignedInUser, listed: ActivityListed) {
    const { own, data: readerData, rooms, beside, quiet } = await this.readerPage.inRooms(reader);
    const [{ entries, next, unread }, away] = await Promise.all([
      this.activity.page(reader, { ...listed, limit }),
      listed.before === undefined ? this.away.read(reader, own) : null,
    ]);
    const lines = [...entries, ...(away?.changed ?? [])].map(({ message }) => message.text);
    const bearers = await this.former.in(reader, lines);
    const data: LobbyPageData = { reader: readerData, rooms, activity: unread.all, listsActivity: listed };
    return {
      layout: 'layouts/chat',
      title: 'Activity',
      activity: unread.all,
      filters: filters(unread, listed),
      onlyNewHref: activityListPath({ kind: listed.kind, unread: !listed.unread }),
      ...listed,
      days: byDay(
        entries.map((entry) => ({ ...entry, message: inLineOfNow(entry.message, bearers) })),
        reader.username,
      ),
      isEmpty: entries.length === 0,
      earlierHref: next && activityListPath({ ...listed, before: next }),
      away: away && awayLook(away, bearers),
      isActivity: true,
      standing: reader,
      ...beside(own),
      quiet,
      clientTexts: textsForScripts,
      pageData: scriptData(data),
    };
  }
}

function filters(unread: ActivityCounts, { kind, unread: onlyNew }: ActivityListed) {
  const all = {
    label: 'All',
    kind: 'all',
    count: unread.all,
    href: activityListPath({ unread: onlyNew }),
    isChosen: !kind,
  };
  const others = Object.entries(labels).map(([each, label]) => ({
    label,
    kind: each,
    count: unread[each as keyof typeof labels],
    href: activityListPath({ kind: each, unread: onlyNew }),
    isChosen: kind === each,
  }));
  return [all, ...others];
}

/** In UTC, as long as no script knows better. */
function byDay(entries: ActivityEntry[], myName: string) {
  const days = new Map<string, object[]>();
  for (const entry of entries) {
    const day = entry.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), activityLook(entry, myName)]);
  }
  return [...days].map(([day, rows]) => ({ at: `${day}T12:00:00.000Z`, rows }));
}
