import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import {
  type ServerSettings,
  settingDefaults,
  type SettingName,
  settingNames,
  settingOf,
  type SettingsChange,
  type SettingsView,
} from '../../shared/settings.js';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { Delivery } from '../delivery/delivery.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { requireAdministrator } from '../platform/errors/administrators-only.js';
import { AppError } from '../platform/errors/app-error.js';
import { offerLanguages } from '../platform/languages/language.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { type RateLimit, RateLimits } from '../platform/work/rate-limits.js';
import { Turns } from '../platform/work/turns.js';
import { fixedSettings } from './fixed-settings.js';
import { SettingsRepository } from './settings.repository.js';
import { logoName } from './statements.js';

/** Limits that are counted on each node, and the settings that say how often. */
const rates = {
  send: 'messages_at_once',
  upload: 'uploads_a_minute',
  register: 'registrations_an_hour',
} as const satisfies Partial<Record<RateLimit, SettingName>>;

/** Milliseconds after which a node knows what another one changed. */
const lookEvery = 3_000;

/** What administrators change while the server runs, as this node knows it: a few seconds old at most. */
@Injectable()
export class SettingsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SettingsService.name);
  private readonly fixed: Partial<ServerSettings>;
  private known = settingDefaults;
  private knownLogo: string | null = null;
  private readonly turns = new Turns();
  private stopLooking = () => {};

  constructor(
    private readonly repository: SettingsRepository,
    private readonly audit: AuditLog,
    private readonly delivery: Delivery,
    private readonly rates: RateLimits,
    @Inject(CONFIG) config: RunningConfig,
  ) {
    this.fixed = fixedSettings(config);
  }

  /** What the environment sets is written down, as statements look settings up, and there it stays. */
  async onApplicationBootstrap(): Promise<void> {
    if (Object.keys(this.fixed).length > 0) await this.repository.write(this.fixed);
    await this.learn();
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

  /** The version of the server's own picture; null where the samovar stands. */
  get logo(): string | null {
    return this.knownLogo;
  }

  async read(actor: SignedInUser): Promise<SettingsView> {
    requireAdministrator(actor);
    return { ...(await this.stored()), fixed: Object.keys(this.fixed) as SettingName[] };
  }

  /** Null goes back to the default. Throws `conflict` for one that the environment sets to another value. */
  async change(actor: SignedInUser, change: SettingsChange): Promise<SettingsView> {
    requireAdministrator(actor);
    await this.apply(actor, change);
    return this.read(actor);
  }

  /** The same for a caller that has asked whether they may. */
  async apply(actor: SignedInUser, change: SettingsChange): Promise<void> {
    const before = await this.stored();
    const after = { ...before, ...withDefaults(change) };
    const changed = settingNames.filter((name) => !isSame(before[name], after[name]));
    if (changed.some((name) => name in this.fixed)) throw setByEnvironment();
    if (changed.length > 0) {
      await this.repository.write(Object.fromEntries(changed.map((name) => [name, change[name]])));
      await this.audit.note(actor, 'setting_changed', null, noted(changed, before, after));
      await this.look();
    }
  }

  /** Each node tells its own connections: without Redis, too, and nobody twice. */
  look(): Promise<void> {
    // One after another: what was read earlier never replaces what was read later.
    return this.turns.take('look', () => this.lookNow());
  }

  private async lookNow(): Promise<void> {
    const before = this.known;
    await this.learn();
    const { default_level: defaultLevel, message_length: messageLength } = this.known;
    if (defaultLevel !== before.default_level || messageLength !== before.message_length)
      this.delivery.sendToAllHere('settings_changed', { defaultLevel, messageLength });
  }

  private async learn(): Promise<void> {
    const stored = await this.repository.read();
    this.known = valid(stored);
    this.knownLogo = logoIn(stored[logoName]);
    offerLanguages(this.known.languages);
    for (const [limit, name] of Object.entries(rates)) this.rates.set(limit as RateLimit, this.known[name]);
  }

  private async stored(): Promise<ServerSettings> {
    return valid(await this.repository.read());
  }
}

/** What is stored and no value of today counts as not there. */
function valid(stored: Record<string, unknown>): ServerSettings {
  const values = settingNames.map((name) => {
    const { success, data } = settingOf(name).schema.safeParse(stored[name]);
    return [name, success ? data : settingDefaults[name]] as const;
  });
  return Object.fromEntries(values) as ServerSettings;
}

const logoIn = (stored: unknown): string | null =>
  (stored as { version?: string } | undefined)?.version ?? null;

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const withDefaults = (change: SettingsChange) =>
  Object.fromEntries(
    settingNames
      .filter((name) => change[name] !== undefined)
      .map((name) => [name, change[name] ?? settingDefaults[name]]),
  ) as Partial<ServerSettings>;

/** What the audit log keeps of a change: both values; of lists that may be long how much there was and is. */
function noted(changed: SettingName[], before: ServerSettings, after: ServerSettings) {
  const inShort = (name: SettingName, values: ServerSettings) => {
    const { kind } = settingOf(name);
    const value: unknown = values[name];
    if (Array.isArray(value)) return kind === 'several' ? value.join(', ') : String(value.length);
    return String(value);
  };
  return Object.fromEntries(
    changed.map((name) => [name, `${inShort(name, before)} → ${inShort(name, after)}`]),
  );
}

const setByEnvironment = () =>
  new AppError('conflict', 'The environment of the server sets this. Change it there.');
