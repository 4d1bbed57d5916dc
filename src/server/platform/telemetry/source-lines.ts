/**
 * Stack traces that name the sources, and not the files that were made of them. Maps are read when there is a trace to be
 * read: to have Node.js do it (`--enable-source-maps`) costs each start a third of its time.
 */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As V8 writes a place, with what it is called by: `file:///…/main.js:12:34`. */
const place = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g;

/** Maps that were read; null for a file that has none. */
const maps = new Map<string, SourceMap | null>();

/** The trace with places in the sources, relative to the folder of the process, wherever a map tells them. */
export const sourceLines = (trace: string): string =>
  trace.replace(place, (known, url: string, line: string, column: string) => {
    try {
      return placeInSource(fileURLToPath(url), Number(line), Number(column)) ?? known;
    } catch {
      // A trace is all that is left of an error: whatever is wrong with the map, it stays as it was.
      return known;
    }
  });

function placeInSource(file: string, line: number, column: number): string | undefined {
  const found = mapOf(file)?.findEntry(line - 1, column - 1);
  if (!found || !('originalSource' in found) || !found.originalSource) return undefined;
  const source = relative(process.cwd(), join(dirname(file), found.originalSource));
  return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
}

function mapOf(file: string): SourceMap | null {
  let map = maps.get(file);
  if (map === undefined) {
    const beside = `${file}.map`;
    map = existsSync(beside)
      ? new SourceMap(JSON.parse(readFileSync(beside, 'utf8')) as SourceMapPayload)
      : null;
    maps.set(file, map);
  }
  return map;
}
