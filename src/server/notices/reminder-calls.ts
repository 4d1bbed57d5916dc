/** Calls the devices of people who are reminded: each reminder is claimed before it is sent, by one node, and never a second time. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { FormerNames } from '../presence/former-names.service.js';
import { calledNow } from './called-now.js';
import { DevicesRepository } from './devices.repository.js';
import { NoticeBadge } from './notice-badge.js';
import { NoticeCalls } from './notice-calls.js';
import { ReminderCallsRepository } from './reminder-calls.repository.js';

const every = 1_000;
/** Of a second; those beyond are sent in the next one. */
const mostAtOnce = 500;

@Injectable()
export class ReminderCalls implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ReminderCalls.name);
  private stopPolling = () => {};

  constructor(
    private readonly repository: ReminderCallsRepository,
    private readonly devices: DevicesRepository,
    private readonly badge: NoticeBadge,
    private readonly calls: NoticeCalls,
    private readonly former: FormerNames,
  ) {}

  onApplicationBootstrap(): void {
    this.stopPolling = pollUnlessBusy(
      every,
      () => this.callDue(),
      (error) => this.logger.debug(`Reminders could not be sent: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopPolling();
  }

  private async callDue(): Promise<void> {
    const rows = await this.repository.claim(mostAtOnce);
    if (rows.length === 0) return;
    const userIds = [...new Set(rows.map(({ user_id }) => user_id))];
    const [devices, counts] = await Promise.all([this.devices.of(userIds), this.badge.of(userIds)]);
    for (const row of await calledNow(this.former, rows)) {
      const own = devices.filter(({ user_id }) => user_id === row.user_id);
      this.calls.show(this.repository, row, own, counts.get(row.user_id) ?? 0);
    }
  }
}
