/** Sends what is due, and takes back what was read: looked at each second, by each node. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ReadMarksService } from '../memberships/read-marks.service.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { FormerNames } from '../presence/former-names.service.js';
import { calledNow } from './called-now.js';
import { type DeviceRow, DevicesRepository } from './devices.repository.js';
import { NoticeBadge } from './notice-badge.js';
import { NoticeCalls } from './notice-calls.js';
import { NoticesMetrics } from './notices.metrics.js';
import { type ClosedRow, NoticesRepository } from './notices.repository.js';

const pollEvery = 1_000;
/** Of a second; those beyond are sent in the next one. */
const mostAtOnce = 500;

/** Milliseconds: what no read mark of this node has told is found by then. */
const lookOverEvery = 15_000;
const tidyEvery = 600_000;

@Injectable()
export class NoticeQueue implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(NoticeQueue.name);
  /** Of those who have read something since the last look, by person and room. */
  private read = new Map<string, ClosedRow>();
  /** At the start at once: of what happened while no node was there. */
  private lookedOverAt = -Infinity;
  private tidiedAt = -Infinity;
  private stopPolling = () => {};

  constructor(
    private readonly notices: NoticesRepository,
    private readonly devices: DevicesRepository,
    private readonly calls: NoticeCalls,
    private readonly badge: NoticeBadge,
    private readonly metrics: NoticesMetrics,
    private readonly marks: ReadMarksService,
    private readonly former: FormerNames,
  ) {}

  onApplicationBootstrap(): void {
    this.marks.watch((user_id, room_id) => this.read.set(`${user_id} ${room_id}`, { user_id, room_id }));
    this.stopPolling = pollUnlessBusy(
      pollEvery,
      () => this.poll(),
      (error) => this.logger.debug(`Notices could not be looked at: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopPolling();
  }

  private async poll(): Promise<void> {
    await this.sendDue();
    await this.takeBack();
    if (performance.now() - this.tidiedAt < tidyEvery) return;
    this.tidiedAt = performance.now();
    await this.notices.forgetOld();
    await this.devices.tidy();
  }

  private async sendDue(): Promise<void> {
    const { claimed, dropped } = await this.notices.claim(mostAtOnce);
    this.metrics.dropped.inc(dropped);
    const { devicesOf, badgeOf } = await this.of(claimed);
    for (const row of await calledNow(this.former, claimed))
      this.calls.show(this.notices, row, devicesOf(row.user_id), badgeOf(row.user_id));
  }

  private async takeBack(): Promise<void> {
    const closed = await this.closed();
    const { devicesOf, badgeOf } = await this.of(closed);
    const rooms = new Map<number, number[]>();
    for (const { user_id, room_id } of closed) rooms.set(user_id, [...(rooms.get(user_id) ?? []), room_id]);
    for (const [userId, roomIds] of rooms)
      this.calls.close(userId, roomIds, devicesOf(userId), badgeOf(userId));
  }

  private async closed(): Promise<ClosedRow[]> {
    if (performance.now() - this.lookedOverAt >= lookOverEvery) {
      this.lookedOverAt = performance.now();
      return this.notices.closeAll();
    }
    if (this.read.size === 0) return [];
    const read = [...this.read.values()];
    this.read = new Map();
    return this.notices.close(read);
  }

  /** What is asked once for all who are called together. */
  private async of(rows: { user_id: number }[]) {
    const userIds = [...new Set(rows.map(({ user_id }) => user_id))];
    if (userIds.length === 0) return { devicesOf: () => [], badgeOf: () => 0 };
    const [devices, counts] = await Promise.all([this.devices.of(userIds), this.badge.of(userIds)]);
    const byPerson = new Map<number, DeviceRow[]>();
    for (const device of devices)
      byPerson.set(device.user_id, [...(byPerson.get(device.user_id) ?? []), device]);
    return {
      devicesOf: (userId: number) => byPerson.get(userId) ?? [],
      badgeOf: (userId: number) => counts.get(userId) ?? 0,
    };
  }
}
