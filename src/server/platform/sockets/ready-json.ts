/** JSON that is made once of what goes out in several frames: to those who look on, and to whoever asked. */
const ready = new WeakMap<object, string>();

/** From now on the view's JSON is that of this moment: nobody may change it any more. */
export function keepJson(view: object): void {
  ready.set(view, JSON.stringify(view));
}

/** What JSON.stringify says of an event's payload or an answer, to the byte; what is ready in it is not made again. */
export function jsonOf(value: object): string {
  const parts: string[] = [];
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const json = jsonOfPart(each);
    if (json !== undefined) parts.push(`${JSON.stringify(key)}:${json}`);
  }
  return `{${parts.join(',')}}`;
}

/** Undefined for what JSON leaves out. */
function jsonOfPart(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!Array.isArray(value)) return ready.get(value) ?? JSON.stringify(value);
  const parts = value.map((each: unknown) => ready.get(each as object));
  return parts.includes(undefined) ? JSON.stringify(value) : `[${parts.join(',')}]`;
}
