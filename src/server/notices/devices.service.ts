import { Inject, Injectable } from '@nestjs/common';
import { ECDH } from 'node:crypto';
import type { DevicesView, DeviceView, NewDevice } from '../../shared/devices.js';
import { lobbyPath } from '../../shared/paths.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { signedOut } from '../platform/errors/signed-out.js';
import { Outgoing } from '../platform/http/outgoing/outgoing.js';
import { SettingsService } from '../settings/settings.service.js';
import { translator } from '../platform/languages/i18n.js';
import { DevicesRepository, type OwnDeviceRow } from './devices.repository.js';
import { Push } from './push.js';

/** A browser of somebody's: their session, what it is called, the language it speaks. */
export interface Browser {
  userId: number;
  sessionId: string;
  name: string;
  language: string;
}

/** Seconds that a push service tries to hand a test over: whoever asked for it looks at the screen. */
const testTtl = 60;

@Injectable()
export class Devices {
  constructor(
    private readonly repository: DevicesRepository,
    private readonly outgoing: Outgoing,
    private readonly push: Push,
    private readonly settings: SettingsService,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'VAPID_PUBLIC_KEY'>,
  ) {}

  async list({ userId, sessionId }: Pick<Browser, 'userId' | 'sessionId'>): Promise<DevicesView> {
    const rows = await this.repository.list(userId);
    return {
      publicKey: this.config.VAPID_PUBLIC_KEY,
      devices: rows.map((row) => viewOf(row, sessionId)),
    };
  }

  /** A browser is called from now on. What another session, or another person, had there before goes. */
  async add(browser: Browser, { endpoint, keys }: NewDevice): Promise<DeviceView> {
    this.requireUsable(endpoint, keys);
    const row = await this.repository.put({ ...browser, endpoint, ...keys });
    if (!row) throw signedOut();
    return viewOf(row, browser.sessionId);
  }

  async remove(user: { id: number }, id: number): Promise<void> {
    if (!(await this.repository.remove(user.id, id))) throw noSuchDevice();
  }

  /** Resolves once the device's push service has taken a notice for it. */
  async test(user: { id: number }, id: number): Promise<void> {
    const device = await this.repository.find(user.id, id);
    if (!device) throw noSuchDevice();
    const body = translator(device.language)('Notices reach you here.');
    const payload = {
      kind: 'test',
      title: this.settings.current.server_name,
      body,
      path: lobbyPath,
    } as const;
    const outcome = await this.push.send(device, payload, { urgency: 'high', ttl: testTtl });
    if (outcome === 'taken') return this.repository.took(device.id);
    if (outcome === 'gone') {
      await this.repository.drop(device);
      throw new AppError('conflict', 'This device takes no notices any more. Turn them on there again.');
    }
    throw new AppError('unavailable', 'The push service of this device did not take it. Try again later.');
  }

  private requireUsable(endpoint: string, { p256dh }: NewDevice['keys']): void {
    try {
      this.outgoing.requireReachable(endpoint);
      // Throws where it is no point of the curve: nothing could be encrypted for it.
      ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
    } catch {
      throw new AppError('invalid', 'This server calls no device by that subscription. Make another.');
    }
  }
}

const viewOf = (row: OwnDeviceRow, sessionId: string): DeviceView => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  takenAt: row.taken_at?.toISOString() ?? null,
  isThis: row.session_id === sessionId,
});

const noSuchDevice = () => new AppError('not_found', 'There is no such device of yours.');
