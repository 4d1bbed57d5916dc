/** Keys of the advisory locks that have a fixed number: no two may be the same. `next_id` of the migrations has 7362530. */
export const lockKeys = {
  /** Nodes that start together migrate one after the other. */
  migrations: 7_362_518,
  /** Whoever moves files, for as long as that takes. */
  movingFiles: 7_362_519,
  /** With a second key, of a skeleton: names that look alike are given one after the other. */
  lookalikes: 7_362_520,
  /** Administrators are made first and taken away one after the other. */
  administrators: 7_362_521,
};
