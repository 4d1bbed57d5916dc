import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import { User } from '../people/user.entity.js';

/** Where one of a person's browsers or phones is called (RFC 8030), and the keys that only it can read with (RFC 8291). */
@Entity('push_subscriptions')
@Unique('push_subscriptions_endpoint_key', ['endpoint'])
@Index('push_subscriptions_user', ['userId', 'id'])
@Index('push_subscriptions_session', ['sessionId'])
export class PushSubscription {
  @MadeId('push_subscriptions_pkey')
  id: number;

  @ForeignKey(() => User, { name: 'push_subscriptions_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  /** The sign-in that it belongs to: it ends with that. */
  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  endpoint: string;

  @Column('text')
  p256dh: string;

  @Column('text')
  auth: string;

  /** What the browser and its system are called. */
  @Column('text', { default: '' })
  name: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** When the push service last took something for it. */
  @Column('timestamptz', { name: 'taken_at', nullable: true })
  takenAt: Date | null;

  @Column('text', { default: 'en' })
  language: string;

  /** Ids of rooms whose notices are to go with the next one that is shown. */
  @Column('bigint', { array: true, default: '{}' })
  closing: number[];
}
