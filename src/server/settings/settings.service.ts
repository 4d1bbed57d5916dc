import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import {
  serverSettings,
  type ServerSettings,
  settingDefaults,
  type SettingName,
  settingNames,
  type SettingsChange,
  type SettingsView,
} from '../../shared/settings.js';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { Delivery } from '../delivery/delivery.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { requireAdministrator } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { fixedSettings } from './fixed-settings.js';
import { SettingsRepository } from './settings.repository.js';

/** Milliseconds after which a node knows what another one changed. */
const lookEvery = 3_000;

/** What administrators change while the server runs, as this node knows it: a few seconds old at most. */
@Injectable()
export class SettingsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SettingsService.name);
  private readonly fixed: Partial<ServerSettings>;
  private known = settingDefaults;
  private stopLooking = () => {};

  constructor(
    private readonly repository: SettingsRepository,
    private readonly audit: AuditLog,
    private readonly delivery: Delivery,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    this.fixed = fixedSettings(config);
  }

  /** What the environment sets is written down, as statements look settings up, and there it stays. */
  async onApplicationBootstrap(): Promise<void> {
    if (Object.keys(this.fixed).length > 0) await this.repository.write(this.fixed);
    this.known = await this.stored();
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.look(),
      (error) => this.logger.debug(`The settings could not be looked at: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  get current(): ServerSettings {
    return this.known;
  }

  async read(actor: SignedInUser): Promise<SettingsView> {
    requireAdministrator(actor);
    return { ...(await this.stored()), fixed: Object.keys(this.fixed) as SettingName[] };
  }

  /** Throws `conflict` for one that the environment sets to another value. */
  async change(actor: SignedInUser, change: SettingsChange): Promise<SettingsView> {
    requireAdministrator(actor);
    const before = await this.stored();
    const changed = settingNames.filter(
      (name) => change[name] !== undefined && change[name] !== before[name],
    );
    if (changed.some((name) => name in this.fixed)) throw setByEnvironment();
    if (changed.length > 0) {
      const details = Object.fromEntries(changed.map((name) => [name, change[name]!]));
      await this.repository.write(details);
      await this.audit.note(actor, 'setting_changed', null, details);
      await this.look();
    }
    return this.read(actor);
  }

  /** Each node tells its own connections: without Redis, too, and nobody twice. */
  private async look(): Promise<void> {
    const before = this.known;
    this.known = await this.stored();
    const { default_level: defaultLevel } = this.known;
    if (defaultLevel !== before.default_level)
      this.delivery.sendToAllHere('settings_changed', { defaultLevel });
  }

  /** What is stored and no value of today counts as not there. */
  private async stored(): Promise<ServerSettings> {
    const stored = await this.repository.read();
    const values = settingNames.map((name) => {
      const { success, data } = serverSettings.shape[name].safeParse(stored[name]);
      return [name, success ? data : settingDefaults[name]] as const;
    });
    return Object.fromEntries(values) as ServerSettings;
  }
}

const setByEnvironment = () =>
  new AppError('conflict', 'The environment of the server sets this. Change it there.');
