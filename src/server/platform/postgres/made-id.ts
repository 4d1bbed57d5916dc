import { PrimaryColumn } from 'typeorm';

/** The id of a row, which the database makes: it grows with time, and counts nothing (`next_id` of the migrations). */
export const MadeId = (key: string): PropertyDecorator =>
  PrimaryColumn('bigint', { default: () => 'next_id()', primaryKeyConstraintName: key });
