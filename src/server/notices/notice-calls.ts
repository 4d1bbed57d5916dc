/**
 * Calls people's devices. What is said to one person is said in order, so that what was read does not appear once it is gone; and
 * a person whose push service hangs keeps nobody else waiting.
 */
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClosedNotices, noticeTag, type ShownNotice } from '../../shared/push.js';
import { FairLine } from '../platform/work/fair-line.js';
import { Turns } from '../platform/work/turns.js';
import { SettingsService } from '../settings/settings.service.js';
import { type DeviceRow, DevicesRepository } from './devices.repository.js';
import type { ClaimedRow, Claims } from './notices.repository.js';
import { shownNotice } from './notice-texts.js';
import { Push, type PushOptions } from './push.js';
import { Retries } from './retries.js';

/** Seconds that a push service keeps a notice for a device that is away: who comes back later has other news. */
const ttl = 24 * 60 * 60;

/** Of which a silent push would cost the subscription. */
const mustShow = /(^|\.)push\.apple\.com$/;

/** Milliseconds that what is under way has when the server stops. */
const lastPatience = 2_000;

/** People who are called at once; many more wait, for as long as a push service may take. */
const bounds = {
  atOnce: 64,
  length: 20_000,
  patience: 60_000,
  refusal: () => new Error('too many people wait to be called'),
};

@Injectable()
export class NoticeCalls implements OnModuleDestroy {
  private readonly logger = new Logger(NoticeCalls.name);
  private readonly turns = new Turns();
  private readonly line = new FairLine(bounds);
  private readonly retries = new Retries();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly push: Push,
    private readonly devices: DevicesRepository,
    private readonly settings: SettingsService,
  ) {}

  /** What is under way ends; what hangs is given up. */
  async onModuleDestroy(): Promise<void> {
    this.retries.end();
    await Promise.race([Promise.all(this.underWay), sleep(lastPatience, undefined, { ref: false })]);
  }

  /** Shows a notice on the devices of its person; a device that could not be called is called again. */
  show(claims: Claims, row: ClaimedRow, devices: DeviceRow[], badge: number): void {
    const showOn = async (device: DeviceRow, tried: number): Promise<void> => {
      const later = await this.showOnce(device, row, badge);
      if (!later) return;
      const again = async (to: DeviceRow) => {
        if (await claims.isStillWanted(row, to.id)) await showOn(to, tried + 1);
      };
      this.retries.plan(tried, later.again, () => this.inTurn(row.user_id, [device], again));
    };
    this.inTurn(row.user_id, devices, (device) => showOn(device, 1));
  }

  /** Takes notices that were read elsewhere off the devices of their person. */
  close(userId: number, roomIds: number[], devices: DeviceRow[], badge: number): void {
    this.inTurn(userId, devices, async (device) => {
      if (mustShow.test(new URL(device.endpoint).hostname))
        return this.devices.closeLater(device.id, roomIds);
      await this.handTo(device, { kind: 'close', tags: roomIds.map(noticeTag), badge }, 'low');
    });
  }

  /** Answers when the push service may take it later; null where it has taken it, or never will. */
  private async showOnce(device: DeviceRow, row: ClaimedRow, badge: number) {
    const urgency = row.is_meant ? 'high' : 'normal';
    const { server_name: serverName } = this.settings.current;
    const outcome = await this.handTo(device, shownNotice(row, device, { badge, serverName }), urgency);
    if (outcome === 'taken') await this.devices.took(device.id);
    return typeof outcome === 'object' ? outcome : null;
  }

  /**
   * What is of one tag replaces what waits for a device that is away, as it does on the device; the topic tells its push service
   * nothing of the room.
   */
  private async handTo(
    device: DeviceRow,
    payload: ShownNotice | ClosedNotices,
    urgency: PushOptions['urgency'],
  ) {
    const tags = payload.kind === 'show' ? [payload.tag] : payload.tags;
    const topic = createHash('sha256')
      .update(`${device.auth} ${tags.join(' ')}`)
      .digest('base64url')
      .slice(0, 32);
    const outcome = await this.push.send(device, payload, { urgency, ttl, topic });
    if (outcome === 'gone') await this.devices.drop(device);
    return outcome;
  }

  private inTurn(userId: number, devices: DeviceRow[], call: (device: DeviceRow) => Promise<void>): void {
    const all = () => Promise.all(devices.map(call));
    const called = this.turns
      .take(String(userId), () => this.line.run({ key: String(userId), isKnown: true }, all))
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn(`A person could not be called: ${String(error)}`))
      .finally(() => this.underWay.delete(called));
    this.underWay.add(called);
  }
}
