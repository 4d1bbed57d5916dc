import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** Milliseconds. Supervisors ask every few seconds and give up soon. */
const patience = 2_000;

@Injectable()
export class DatabasePulse {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Whether the database answers a query in time. */
  async answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patience);
    });
    const answer = this.dataSource.query('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
  }
}
