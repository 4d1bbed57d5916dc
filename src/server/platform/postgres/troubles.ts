/** What keeps the database from its work, said once when it begins and once when it is over: not for each request that meets it. */
import { Logger } from '@nestjs/common';
import { type Trouble, troubleOf } from './unavailable.js';

type Serious = Exclude<Trouble, 'busy'>;

const sentences: Record<Serious, string> = {
  away: 'The database does not answer ({{reason}}): people are told to try again until it does.',
  crowded:
    'The database has no connection left for this server ({{reason}}): raise its max_connections, or stop what uses them.',
  refused:
    'The database does not let this server do its work ({{reason}}): correct DATABASE_URL, or what its user may.',
  read_only:
    'The database takes no writes ({{reason}}): nobody can write until it does, or DATABASE_URL leads to one that does.',
  full: 'The disk of the database is full ({{reason}}): nothing can be written until there is room.',
  broken: 'The database fails at its own work ({{reason}}): its log says more.',
};

/** Milliseconds without it after which a trouble is over. A server that nobody uses still writes every 5 s: its lease. */
const quiet = 20_000;

export class Troubles {
  private readonly logger = new Logger('Database');
  /** Each that is not over, and when it was last met. */
  private readonly met = new Map<Serious, number>();

  /** Of any error; what is none of the database's troubles is passed over. */
  note(error: unknown): void {
    const trouble = troubleOf(error);
    if (trouble === null || trouble === 'busy') return;
    this.say(trouble, reasonOf(error));
  }

  say(trouble: Serious, reason: string): void {
    if (!this.met.has(trouble)) this.logger.error(sentences[trouble].replace('{{reason}}', () => reason));
    this.met.set(trouble, performance.now());
  }

  /** Called whenever the database has done something. */
  settle(): void {
    if (this.met.size === 0) return;
    const before = performance.now() - quiet;
    for (const [trouble, at] of this.met) if (at < before) this.met.delete(trouble);
    if (this.met.size === 0) this.logger.log('The database works again.');
  }
}

/** Several addresses that all refuse make an error that says nothing but its code. */
const reasonOf = (error: unknown) => {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || 'no reason';
};

/** One for the process: errors come to those who know no server. */
export const troubles = new Troubles();
