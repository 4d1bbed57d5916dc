/** JSON that is made once of what goes out in several frames: to those who look on, and to whoever asked. */
const ready = new WeakMap<object, string>();

/** From now on the view's JSON is that of this moment: nobody may change it any more. */
export function keepJson(view: object): void {
  ready.set(view, JSON.stringify(view));
}

/** What JSON.stringify says of an event's payload or an answer, to the byte; what is ready in it is not made again. */
export function jsonOf(value: object): string {
  let json = '';
  for (const key of Object.keys(value)) {
    const part = jsonOfPart((value as Record<string, unknown>)[key]);
    if (part !== undefined) json += `${json === '' ? '' : ','}${JSON.stringify(key)}:${part}`;
  }
  return `{${json}}`;
}

/** Undefined for what JSON leaves out. */
function jsonOfPart(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!Array.isArray(value)) return ready.get(value) ?? JSON.stringify(value);
  let json = '';
  for (const each of value) {
    const part = ready.get(each as object);
    if (part === undefined) return JSON.stringify(value);
    json += json === '' ? part : `,${part}`;
  }
  return `[${json}]`;
}
