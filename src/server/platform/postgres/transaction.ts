import type { EntityManager } from 'typeorm';

/** Of statements that hold together or not at all; for those who add one of theirs to somebody else's. */
export type Transaction = Pick<EntityManager, 'query'>;
