/** Redis between nodes: only a faster wake-up. What is lost while it is away, the log heals (head-watch, session watch). */
import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { createAdapter } from '@socket.io/redis-adapter';
import type { createClient } from 'redis';

type RedisClient = ReturnType<typeof createClient>;

interface Libraries {
  createAdapter: typeof createAdapter;
  createClient: typeof createClient;
}

/** Commands that may wait for Redis to come back; more are dropped, as their news are old by then. */
const queueLength = 10_000;

export class RedisLink implements OnModuleDestroy {
  private readonly logger = new Logger('Redis');
  private readonly clients: RedisClient[] = [];
  private isAway = false;

  private constructor(
    private readonly url: string,
    private readonly libraries: Libraries | undefined,
  ) {}

  /** `url`: REDIS_URL. Without one the libraries are not even read: they are a tenth of all that a start reads. */
  static async to(url: string | undefined): Promise<RedisLink> {
    if (url === undefined) return new RedisLink('', undefined);
    const [{ createAdapter }, { createClient }] = await Promise.all([
      import('@socket.io/redis-adapter'),
      import('redis'),
    ]);
    return new RedisLink(url, { createAdapter, createClient });
  }

  /**
   * The Socket.IO adapter that speaks through REDIS_URL; undefined when none is set. Does not wait for the connection:
   * without Redis the server starts all the same.
   */
  adapter(): ReturnType<typeof createAdapter> | undefined {
    return this.libraries?.createAdapter(this.connect(this.libraries), this.connect(this.libraries));
  }

  onModuleDestroy(): void {
    for (const client of this.clients) client.destroy();
  }

  private connect({ createClient }: Libraries): RedisClient {
    const client = createClient({
      url: this.url,
      commandsQueueMaxLength: queueLength,
      socket: {
        reconnectStrategy: (retries) => Math.min(retries * 100, 2_000),
        connectTimeout: 3_000,
      },
    });
    client.on('error', (error: Error) => this.gone(error));
    client.on('ready', () => this.back());
    this.clients.push(client);
    client.connect().catch((error: Error) => this.gone(error));
    return forgiving(client);
  }

  /** Said once per outage, not once per attempt. */
  private gone(error: Error): void {
    if (!this.isAway)
      this.logger.warn(
        `Redis is away (${error.message}): nodes hear of each other more slowly until it returns.`,
      );
    this.isAway = true;
  }

  private back(): void {
    if (this.isAway) this.logger.log('Redis is back.');
    this.isAway = false;
  }
}

/** The adapter ignores the promises it gets, so a command that fails while Redis is away would end the process. */
function forgiving(client: RedisClient): RedisClient {
  const forgive = <Arguments extends unknown[]>(command: (...given: Arguments) => Promise<unknown>) => {
    const original = command.bind(client);
    return (...given: Arguments) => original(...given).catch(() => undefined);
  };
  return Object.assign(client, {
    publish: whileThere(client, forgive(client.publish)),
    subscribe: forgive(client.subscribe),
    pSubscribe: forgive(client.pSubscribe),
    unsubscribe: forgive(client.unsubscribe),
    pUnsubscribe: forgive(client.pUnsubscribe),
  });
}

/**
 * What would wait for Redis to come back is old by then: a word that somebody has lost a room would take them out of it
 * though they have been let in again, and one that they are in would let in who has been removed.
 */
const whileThere =
  <Arguments extends unknown[]>(client: RedisClient, publish: (...given: Arguments) => Promise<unknown>) =>
  (...given: Arguments) =>
    client.isReady ? publish(...given) : Promise.resolve();
