/** CONTRIBUTING.md tells the truth: every folder and file it names exists, and its import rules are the linter's. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ESLint, type Linter } from 'eslint';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { projectRoot } from '../../src/server/config/project-root.js';

const { importRules } = (await import(join(projectRoot, 'eslint.house.js'))) as {
  importRules: Linter.Config[];
};
const text = readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)![1]!;

/** The paths of the map, which is indented: one folder a line, or several that stand side by side. */
function foldersOfMap(): string[] {
  const above: string[] = [];
  return block('')
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', names = ''] =
        /^( *)((?:[\w-]+\/[\w-]*\/?\s+)+|[\w-]+\/(?:css\/)?)/.exec(`${line} `) ?? [];
      const depth = indent.length / 2;
      const paths = names
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((name) => join(...above.slice(0, depth), name));
      if (paths.length === 1) above[depth] = names.trim();
      return paths;
    });
}

test('every folder of the map exists, and every file that the text names', () => {
  const folders = foldersOfMap();
  expect(folders).toEqual(
    expect.arrayContaining(['src/server/platform/sockets/fast-path/', 'src/browser/core/', 'test/proofs/']),
  );
  expect(folders.length).toBeGreaterThan(40);
  const named = [...text.matchAll(/`((?:src|test|views|public|migrations)\/[\w./-]*)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.length).toBeGreaterThan(15);
  // Built, not committed.
  const missing = [...folders, ...named].filter(
    (path) => !existsSync(join(projectRoot, path)) && !path.startsWith('public/js'),
  );
  expect(missing).toEqual([]);
});

describe('The import rules', () => {
  const arrows = [...block('mermaid').matchAll(/^ {2}(\S+) --> (\S+)$/gm)].map(
    ([, from, to]) => [from!, to!] as const,
  );
  const folders = [...new Set(arrows.flat())].filter((folder) => !['shared', 'browser'].includes(folder));
  const reach = (from: string): string[] =>
    arrows.filter(([start]) => start === from).flatMap(([, to]) => [to, ...reach(to)]);

  let linter: ESLint;

  beforeAll(() => {
    const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
    linter = new ESLint({
      cwd: projectRoot,
      overrideConfigFile: true,
      overrideConfig: [parser, ...importRules],
    });
  });

  const stops = async (from: string, specifier: string) => {
    const [result] = await linter.lintText(`import '${specifier}';`, {
      filePath: join(projectRoot, 'src', from, 'anything.ts'),
    });
    return result!.errorCount > 0;
  };

  test.each(folders)('of %s are the drawn ones', async (from) => {
    const allowed = new Set(reach(from));
    const told = folders.filter((to) => to !== from).map((to) => [to, !allowed.has(to)]);
    const found = [];
    for (const [to] of told) found.push([to, await stops(`server/${from}`, `../${String(to)}/anything.js`)]);
    expect(found).toEqual(told);
    expect(await stops(`server/${from}`, '../../shared/anything.js')).toBe(false);
    expect(await stops(`server/${from}`, '../../browser/anything.js')).toBe(true);
  });

  test('keep the two sides and what they share apart', async () => {
    expect(await stops('browser/room', '../../server/rooms/anything.js')).toBe(true);
    expect(await stops('browser/core', '../room/anything.js')).toBe(true);
    expect(await stops('browser/ui', '../room/anything.js')).toBe(true);
    expect(await stops('browser/room', '../core/anything.js')).toBe(false);
    expect(await stops('shared', '../server/rooms/anything.js')).toBe(true);
    expect(await stops('shared', 'lodash')).toBe(true);
    expect(await stops('shared', 'zod')).toBe(false);
    expect(await stops('server/rooms', 'socket.io')).toBe(true);
    expect(await stops('server/delivery', 'socket.io')).toBe(false);
    expect(await stops('server/rooms', 'typeorm')).toBe(true);
  });
});
