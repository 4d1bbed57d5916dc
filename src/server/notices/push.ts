/** Hands something to the push service of a device (RFC 8030), encrypted for the device (RFC 8291) and signed (RFC 8292). */
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PushPayload } from '../../shared/push.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { Outgoing, type OutgoingAnswer } from '../platform/http/outgoing/outgoing.js';
import { OutOfReach } from '../platform/http/outgoing/reach.js';
import { FewLines } from '../platform/telemetry/few-lines.js';
import type { DeviceRow } from './devices.repository.js';
import { NoticesMetrics } from './notices.metrics.js';
import { vapidSubject } from './vapid-subject.js';

export interface PushOptions {
  urgency: 'low' | 'normal' | 'high';
  /** Seconds that the push service keeps it for a device that is away. */
  ttl: number;
  /** What waits there under the same one is replaced; 32 characters of base64url at most. */
  topic?: string;
}

/**
 * What became of it. `gone`: there is no such subscription any more. `again`: it may be taken later, after so many milliseconds
 * where the push service has said so.
 */
export type Outcome = 'taken' | 'gone' | 'refused' | { again: number | undefined };

type Addressee = Pick<DeviceRow, 'id' | 'endpoint' | 'p256dh' | 'auth'>;

@Injectable()
export class Push {
  private readonly logger = new FewLines(new Logger(Push.name), 'warn');

  constructor(
    private readonly outgoing: Outgoing,
    private readonly metrics: NoticesMetrics,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  async send(device: Addressee, payload: PushPayload, options: PushOptions): Promise<Outcome> {
    const outcome = await this.hand(device, payload, options);
    if (outcome === 'taken') this.metrics.sent.inc();
    else this.metrics.failed.inc();
    return outcome;
  }

  private async hand(device: Addressee, payload: PushPayload, options: PushOptions): Promise<Outcome> {
    try {
      return this.outcomeOf(device, await this.outgoing.ask(await this.request(device, payload, options)));
    } catch (error) {
      this.logger.say('A push service could not be reached', { device: device.id, error: String(error) });
      return error instanceof OutOfReach ? 'refused' : { again: undefined };
    }
  }

  private async request({ endpoint, p256dh, auth }: Addressee, payload: PushPayload, options: PushOptions) {
    // Read when the first one is sent: many a server never does.
    const { default: webPush } = await import('web-push');
    const { method, headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(payload),
      {
        ...{ contentEncoding: 'aes128gcm', TTL: options.ttl, urgency: options.urgency },
        ...(options.topic !== undefined && { topic: options.topic }),
        vapidDetails: {
          subject: vapidSubject(this.config),
          publicKey: this.config.VAPID_PUBLIC_KEY,
          privateKey: this.config.VAPID_PRIVATE_KEY,
        },
      },
    );
    return { url: endpoint, method, headers, body };
  }

  /** 401 and 403 are those of another server's subscriptions: nodes with keys of their own each. */
  private outcomeOf({ id }: Addressee, { status, headers }: OutgoingAnswer): Outcome {
    if (status >= 200 && status < 300) return 'taken';
    if (status === 404 || status === 410) return 'gone';
    this.logger.say('A push service did not take a notice', { device: id, status });
    return status === 429 || status >= 500 ? { again: waitOf(headers['retry-after']) } : 'refused';
  }
}

/** Of `Retry-After`: seconds, or a date. */
function waitOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}
