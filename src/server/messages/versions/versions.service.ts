/** What a message said before it was edited, for whoever may read what it says now. */
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { VersionsView, VersionView } from '../../../shared/versions.js';
import { allowsAdministration, type SignedInUser } from '../../platform/access/signed-in-user.js';
import { pageOf } from '../../platform/postgres/page.js';
import { noSuchMessage } from '../changing/changes.repository.js';
import { Inspection } from '../reading/inspection.service.js';
import { differences } from './differences.js';
import { type VersionedRow, type VersionRow, VersionsRepository } from './versions.repository.js';

/** Of one answer: ten milliseconds, whatever people wrote. */
const pairsCompared = 2_000_000;

@Injectable()
export class Versions {
  constructor(
    private readonly repository: VersionsRepository,
    private readonly inspection: Inspection,
  ) {}

  /** The newest first, which is what the message says now; none of one that is deleted. The audit log tells of an inspector. */
  async list(
    reader: SignedInUser,
    messageId: number,
    { before, limit }: { before?: number; limit: number },
  ): Promise<VersionsView> {
    const inspects = allowsAdministration(reader);
    const stretch = { ...(before !== undefined && { before }), limit: limit + 1 };
    const found = await this.repository.find(messageId, reader.id, inspects, stretch);
    if (!found) throw noSuchMessage();
    await this.inspection.enter(reader, found.room_id);
    const { page, next } = pageOf(found.versions, limit);
    return { versions: views(found.versions, page.length), next, ...missingIn(found) };
  }
}

/** Each beside the one before it, which may be on the next page. */
function views(rows: VersionRow[], count: number): VersionView[] {
  const allowed = { pairs: pairsCompared };
  return rows.slice(0, count).map(({ id, text, since }, place) => {
    const earlier = rows[place + 1];
    const changes = earlier && differences(earlier.text, text, allowed);
    return { id, text, since: new Date(since).toISOString(), ...(changes && { changes }) };
  });
}

function missingIn({ versions, lacks_first, kept }: VersionedRow): Pick<VersionsView, 'missing'> {
  if (versions.length === 0) return {};
  if (lacks_first) return { missing: 'first' };
  return kept >= limits.versions ? { missing: 'between' } : {};
}
