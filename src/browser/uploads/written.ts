/** How sizes and lengths are written: as in messages, by the script that comes later, which is there before this one and hands it over. */
interface Writers {
  /** Of so many bytes. */
  fileSize(bytes: number): string;
  /** Of so many seconds. */
  duration(seconds: number): string;
}

export const written = {} as Writers;

export function writeAs(writers: Writers): void {
  Object.assign(written, writers);
}
