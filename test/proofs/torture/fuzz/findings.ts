/** What went wrong, each kind once, with the input that made it; the same seed makes it again. */
export class Findings {
  readonly lines: string[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly seed: number) {}

  /** `kind` and `where` (a route, an event) tell one failure from another. */
  note(kind: string, where: string, input: string, details = ''): void {
    const key = `${kind} ${where}`;
    const times = this.known.get(key) ?? 0;
    this.known.set(key, times + 1);
    // The second one is kept, too: two inputs show better what they have in common.
    if (times > 1) return;
    const shown = input.length > 1_500 ? `${input.slice(0, 1_500)}… (${input.length})` : input;
    this.lines.push(`${kind} at ${where} (seed ${this.seed}): ${JSON.stringify(shown)} ${details}`.trim());
  }

  /** Distinct failures, and how often each came. */
  get summary(): string {
    return [...this.known].map(([key, times]) => `${key}: ${times} times`).join('; ');
  }
}

/** Something of the server's inside: a stack, a path of its source, a statement. */
const inside = /\n\s+at .+:\d+:\d+|\/dist\/src\/|node:internal|syntax error at or near|QueryFailedError/;

/** Looks at what anybody was told. `secrets` are ids of rooms into which none of these people may look. */
export function lookAt(text: string, secrets: ReadonlySet<number>): string | undefined {
  if (inside.test(text)) return 'the inside shown';
  for (const [, id] of text.matchAll(/"roomId":(\d+)/g))
    if (secrets.has(Number(id))) return 'a foreign room shown';
  return undefined;
}
