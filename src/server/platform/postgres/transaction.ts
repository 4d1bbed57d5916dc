import type { EntityManager } from 'typeorm';

/** A transaction that is under way: what is asked through it is done with all of it, or not at all. */
export type Transaction = EntityManager;
