/** Whoever reads an error in the log of the bundled server is led to the line of the source. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { sourceLines } from '../../../src/server/platform/telemetry/source-lines.js';

const bundle = join(projectRoot, 'dist', 'bundle');

/** Where a text stands in a file: its line and column, from 1. */
function find(file: string, wanted: string): { line: number; column: number } {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes(wanted));
  return { line: line + 1, column: lines[line]!.indexOf(wanted) + 1 };
}

const filesOfBundle = () => readdirSync(bundle).filter((name) => name.endsWith('.js'));

test('a place in the bundle becomes that in the source', () => {
  const wanted = 'Too many of your windows and programs are connected';
  const name = filesOfBundle().find((each) => readFileSync(join(bundle, each), 'utf8').includes(wanted))!;
  const { line, column } = find(join(bundle, name), wanted);
  const trace = `Error: no\n    at SamovarIoAdapter.admit (${pathToFileURL(join(bundle, name)).href}:${line}:${column})`;
  const source = 'src/server/platform/sockets/io.adapter.ts';
  const { line: known } = find(join(projectRoot, source), wanted);
  expect(sourceLines(trace)).toMatch(
    new RegExp(`^Error: no\\n    at SamovarIoAdapter.admit \\(${source}:${known}:\\d+\\)$`),
  );
});

test('what is of no file with a map stays as it is', () => {
  const trace = `Error: no\n    at run (node:events:1:2)\n    at file:///nowhere/gone.js:3:4\n    at /plain/path.js:5:6`;
  expect(sourceLines(trace)).toBe(trace);
});
