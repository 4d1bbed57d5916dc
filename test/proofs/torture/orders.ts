/** What the torture tells the server under test over IPC, and what comes back. */
export type Order = { id: number } & (
  | { do: 'remove'; roomId: number; userId: number }
  | { do: 'disable'; userId: number }
  /** Everywhere, as an administrator does it. */
  | { do: 'sign-out'; userId: number }
  /** Numbered words to a person's connections in one turn, by the short way and by the libraries' own. */
  | { do: 'tell'; roomId: number; userId: number; from: number; words: number }
  /** Blocks the event loop. */
  | { do: 'block'; milliseconds: number }
  /** Fails where its defect never came into play. */
  | { do: 'prove-defect' }
);

export interface Report {
  id: number;
  error?: string;
}
