/** Injection token of the id of this process among those of one server; a new one with each start. */
export const NODE_ID = Symbol('NODE_ID');
