import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { isUniqueViolation } from '../../platform/postgres/sql-states.js';
import { Statements } from '../../platform/postgres/statements.js';
import { digestPause } from './statements.js';

export interface MailAddressRow {
  user_id: number;
  username: string;
  address: string;
  address_key: string;
  confirmed: boolean;
  mails: boolean;
  language: string;
}

interface NewAddress {
  address: string;
  key: string;
  codeHash: string;
  language: string;
  /** The hash of the password that was asked for. */
  passwordHash: string;
}

/** What was written: `before` is where their mail went until now, where that was confirmed. */
export interface SetAddress {
  before: string | null;
  changed: boolean;
  /** It is confirmed already. */
  confirmed: boolean;
  /** It is confirmed as somebody else's: the code is worth nothing. */
  taken: boolean;
}

/** Hours in which the link may be opened. */
export const codeHours = 24;

const expiry = `now() + interval '${codeHours} hours'`;

const columns = `a.user_id, u.username, a.address, a.address_key, a.confirmed_at is not null as confirmed,
  a.mails_since is not null as mails, a.language`;

/** Of addresses `a`, with the people who can sign in. */
const owned = `mail_addresses a
  cross join lateral (select * from users where users.id = a.user_id and users.deactivated_at is null limit 1) u`;

const isTaken = `((select true from mail_addresses other
  where other.address_key = $2 and other.confirmed_at is not null and other.user_id <> $1 limit 1) is true)`;

/** The SQL of mail addresses. */
@Injectable()
export class MailAddressesRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
  ) {}

  async find(userId: number): Promise<MailAddressRow | null> {
    const [row] = await this.statements.query<MailAddressRow & Record<string, unknown>>(
      `select ${columns} from ${owned} where a.user_id = $1`,
      [userId],
    );
    return row ?? null;
  }

  /** Whose it is for certain. */
  async findConfirmed(key: string): Promise<MailAddressRow | null> {
    const [row] = await this.statements.query<MailAddressRow & Record<string, unknown>>(
      `select ${columns} from ${owned} where a.address_key = $1 and a.confirmed_at is not null`,
      [key],
    );
    return row ?? null;
  }

  async findByCode(hash: string): Promise<MailAddressRow | null> {
    const [row] = await this.statements.query<MailAddressRow & Record<string, unknown>>(
      `select ${columns} from ${owned} where a.code_hash = $1 and a.code_expires_at > now()`,
      [hash],
    );
    return row ?? null;
  }

  /**
   * Null where the password is another one by now. A link that was mailed to the old address, or made by whoever can read it, opens
   * nothing any more.
   */
  set(userId: number, { address, key, codeHash, language, passwordHash }: NewAddress) {
    return this.dataSource.transaction(async (transaction): Promise<SetAddress | null> => {
      const [owner]: unknown[] = await transaction.query(
        'select id from users where id = $1 and password_hash = $2 and deactivated_at is null for no key update',
        [userId, passwordHash],
      );
      if (owner === undefined) return null;
      const [set]: [SetAddress] = await transaction.query(
        `with before as (
           select case when confirmed_at is not null then address end as address, address_key, confirmed_at
           from mail_addresses where user_id = $1
         ), written as (
           insert into mail_addresses as a (user_id, address, address_key, code_hash, code_expires_at, language)
           select $1, $3, $2, case when not ${isTaken} then $4 end, ${expiry}, $5
           on conflict (user_id) do update set address = excluded.address, address_key = excluded.address_key,
             code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at, language = excluded.language,
             confirmed_at = case when a.address_key = excluded.address_key then a.confirmed_at end
           returning confirmed_at is not null as confirmed
         )
         select written.confirmed, ${isTaken} as taken, before.address as before,
           before.address_key is distinct from $2 as changed
         from written left join before on true`,
        [userId, key, address, codeHash, language],
      );
      if (set.changed) await transaction.query(endMailedResets, [userId]);
      return set;
    });
  }

  /** A new code for an address that waits to be confirmed; null where none does. */
  async renewCode(userId: number, codeHash: string): Promise<(MailAddressRow & { taken: boolean }) | null> {
    const row = await this.find(userId);
    if (!row || row.confirmed) return null;
    const [renewed] = await this.statements.query<{ taken: boolean }>(
      `update mail_addresses set code_hash = case when not ${isTaken} then $3 end, code_expires_at = ${expiry}
       where user_id = $1 and address_key = $2 and confirmed_at is null returning ${isTaken} as taken`,
      [userId, row.address_key, codeHash],
    );
    return renewed ? { ...row, ...renewed } : null;
  }

  /** Uses the code up: whose it was; null for none that works, `taken` where another has confirmed the address meanwhile. */
  async confirm(hash: string): Promise<{ id: number; username: string } | 'taken' | null> {
    try {
      const [confirmed] = await this.statements.query<{ id: number; username: string }>(
        `with confirmed as (
           update mail_addresses a set confirmed_at = now(), code_hash = null, code_expires_at = null,
             mails_since = case when a.mails_since is not null then now() end
           where a.code_hash = $1 and a.code_expires_at > now()
             and (select true from users where users.id = a.user_id and users.deactivated_at is null)
           returning a.user_id
         )
         select u.id, u.username from confirmed
         cross join lateral (select * from users where users.id = confirmed.user_id limit 1) u`,
        [hash],
      );
      return confirmed ?? null;
    } catch (error) {
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }

  /** What is missed while they want none of it is never mailed. */
  async choose(userId: number, mails: boolean): Promise<boolean> {
    const rows = await this.statements.query(
      `update mail_addresses set mails_since = case when $2 then coalesce(mails_since, now()) end
       where user_id = $1 returning user_id`,
      [userId, mails],
    );
    return rows.length > 0;
  }

  /** What was claimed for a mail that was not taken is free again; in some minutes, so that a server that is down is left in peace. */
  async giveBack(userId: number, { before, upTo }: { before: number; upTo: number }): Promise<void> {
    await this.statements.query(
      `update mail_addresses set mailed_up_to = $2, mailed_at = now() - ${digestPause} + interval '5 minutes'
       where user_id = $1 and mailed_up_to = $3`,
      [userId, before, upTo],
    );
  }

  /** Where their mail went until now; null where there was nothing to remove. */
  remove(userId: number): Promise<MailAddressRow | null> {
    return this.dataSource.transaction(async (transaction) => {
      const [row]: [MailAddressRow?] = await transaction.query(
        `select ${columns} from ${owned} where a.user_id = $1 for update of a`,
        [userId],
      );
      if (!row) return null;
      await transaction.query('delete from mail_addresses where user_id = $1', [userId]);
      await transaction.query(endMailedResets, [userId]);
      return row;
    });
  }
}

/** Those that no administrator has made. */
const endMailedResets = 'delete from password_resets where user_id = $1 and created_by is null';
