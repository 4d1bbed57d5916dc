/** The SQL of the server's logo: a row of the settings, which every node reads anyway. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { logoRow, setLogo, unsetLogo } from '../../settings/statements.js';
import type { Parts } from '../content.entity.js';
import { bytesOf, letGo, postMade } from '../statements.js';

/** The one that was there goes with the same statement. */
const set = `
with posted as (${postMade('$1')}),
before as materialized (select file_id from (${logoRow}) logo),
kept as (${setLogo('posted', '$2')}),
gone as (${letGo('select array_agg(before.file_id) from before, kept')})
select name from kept`;

const remove = `
with removed as (${unsetLogo}),
gone as (${letGo('select array_agg(file_id) from removed')})
select file_id from removed`;

const bytes = `
select found.* from (${logoRow}) logo cross join lateral (${bytesOf('logo.file_id')}) found where logo.version = $1`;

@Injectable()
export class LogoRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether the file was there still. */
  async set(fileId: number, version: string): Promise<boolean> {
    return (await this.statements.query(set, [fileId, version])).length > 0;
  }

  /** Whether there was one. */
  async remove(): Promise<boolean> {
    return (await this.statements.query(remove)).length > 0;
  }

  async bytes(version: string): Promise<{ sha256: Buffer; parts: Parts } | null> {
    const [row] = await this.statements.query<{ sha256: Buffer; parts: Parts }>(bytes, [version]);
    return row ?? null;
  }
}
