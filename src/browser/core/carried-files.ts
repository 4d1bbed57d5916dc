/** Files of messages that are not sent yet, as far as the outbox needs to know of them: their bytes are none of its business. */

/** A file as whoever attached it sees it, until the server shows its own. */
export interface UnsentFile {
  /** The browser's own name for it. */
  id: string;
  name: string;
  /** Media type, as the browser guesses it; may be empty. */
  type: string;
  /** Bytes. */
  size: number;
  /** Of a voice message. */
  seconds?: number;
}

/** What brings files to the server. */
export interface Carrier {
  /** The ids under which the server has them all, in this order; undefined while one of them is not there. */
  idsOf(files: readonly UnsentFile[]): number[] | undefined;
  /** The server does not know one of them any more: resolves to whether it is brought once more. */
  bringAgain(files: readonly UnsentFile[]): Promise<boolean>;
  /** Nobody needs them any more: their message is stored, or will never be. */
  letGo(files: readonly UnsentFile[], isStored: boolean): void;
}

/** Where there are none. */
export const noFiles: Carrier = {
  idsOf: (files) => (files.length === 0 ? [] : undefined),
  bringAgain: () => Promise.resolve(false),
  letGo: () => undefined,
};
