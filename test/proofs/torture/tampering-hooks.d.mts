/** `path` below dist/src/, `pattern` a regular expression's source. Each must find something. */
export function rewriteBuilt(changes: { path: string; pattern: string; replacement: string }[]): void;
