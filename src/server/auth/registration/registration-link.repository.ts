import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import type { RegistrationLink } from './registration-link.entity.js';

type Current = Pick<RegistrationLink, 'salt' | 'renewedAt'>;

/** The SQL of the registration link: one row, which the migration wrote. */
@Injectable()
export class RegistrationLinkRepository {
  constructor(private readonly statements: Statements) {}

  async read(): Promise<Current> {
    const [row] = await this.statements.query<Current>(
      'select salt, renewed_at as "renewedAt" from registration_link',
    );
    return row!;
  }

  /** Whatever was made of the salt before is worth nothing from now on. */
  async renew(): Promise<Current> {
    const [row] = await this.statements.query<Current>(
      `update registration_link set salt = gen_random_uuid()::text, renewed_at = now()
       returning salt, renewed_at as "renewedAt"`,
    );
    return row!;
  }
}
