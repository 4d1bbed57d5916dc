/** A text with its holes `{{name}}` filled in. One for which there is no value stays, so that it is seen. */
export function fill(text: string, values: Record<string, unknown>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) =>
    String(Object.hasOwn(values, name) ? values[name] : hole),
  );
}
