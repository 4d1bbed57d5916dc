/** One way from a click to the page it leads to. */
export interface Way {
  href: string;
  /** Makes the address that of the page. */
  begin: () => void;
  readOnAt?: number | undefined;
  timer?: ReturnType<typeof setTimeout>;
  /** What was known is shown already. */
  glimpse?: 'kept' | 'blank';
}
