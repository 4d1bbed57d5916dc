/** Keeps a right-to-left name from turning the sentence around it (first strong isolate … pop). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
