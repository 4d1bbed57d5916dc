import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** How somebody wants to be called; no row: as everybody is. */
@Entity('notice_settings')
@Check('notice_settings_quiet_from_check', 'quiet_from between 0 and 1439')
@Check('notice_settings_quiet_to_check', 'quiet_to between 0 and 1439')
@Check('notice_settings_check', '(quiet_from is null) = (quiet_to is null)')
@Index('notice_settings_keywords', ['userId'], { where: `keywords <> '{}'` })
export class NoticeSettings {
  @ForeignKey(() => User, { name: 'notice_settings_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'notice_settings_pkey' })
  userId: number;

  /** They are not to be disturbed until then. */
  @Column('timestamptz', { name: 'quiet_until', nullable: true })
  quietUntil: Date | null;

  /** Nor each day between these, in minutes after midnight of their own time zone; over midnight where the first is later. */
  @Column('smallint', { name: 'quiet_from', nullable: true })
  quietFrom: number | null;

  @Column('smallint', { name: 'quiet_to', nullable: true })
  quietTo: number | null;

  /** As IANA names it. */
  @Column('text', { name: 'time_zone', default: 'UTC' })
  timeZone: string;

  /** Notices that leave the server say nothing of the text. */
  @Column('boolean', { name: 'hides_text', default: false })
  hidesText: boolean;

  /** What links lead to is shown to them. */
  @Column('boolean', { name: 'shows_previews', default: true })
  showsPreviews: boolean;

  /** Emoji of the server's own always move where they see them. */
  @Column('boolean', { name: 'moves_emoji', default: false })
  movesEmoji: boolean;

  /** Words that call them as their name does. */
  @Column('text', { array: true, default: '{}' })
  keywords: string[];
}
