/** Parts of a text that is being written which formatting shows as they are: no name there means anything. */
const code = /(```[^]*?```|`[^`]+`)/;

/** The text with what stands outside of code changed. */
export const outsideCode = (text: string, change: (part: string) => string): string =>
  // Every second part stands between backticks.
  text
    .split(code)
    .map((part, index) => (index % 2 ? part : change(part)))
    .join('');

/** Whether what is written next, behind this text, stands in code: in a block, or in a line of it, which ends with its paragraph. */
export function endsInCode(text: string): boolean {
  const open = text.split(code).at(-1)!;
  return (
    open.includes('```') ||
    open
      .split(/\n\s*\n/)
      .at(-1)!
      .includes('`')
  );
}
