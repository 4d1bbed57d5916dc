/** Who may import whom: "The house" in CONTRIBUTING.md, as rules. What is not named here is out of bounds. */

/** From the top down: each folder of src/server/ may import those after it. */
const features = [
  'joining',
  'erasing',
  'statistics',
  'search',
  'mail',
  'activity',
  'notices',
  'previews',
  'drafts',
  'messages',
  'emoji',
  'files',
  'rooms',
  'presence',
  'memberships',
  'auth',
  'people',
  'settings',
  'audit',
];
const plumbing = ['delivery', 'platform', 'config'];
const rightOf = (feature) => features.slice(features.indexOf(feature) + 1);

const mayImport = {
  cli: ['start', 'embedded-postgres', ...features, ...plumbing],
  start: ['embedded-postgres', ...features, ...plumbing],
  health: [...features, ...plumbing],
  pages: [...features, ...plumbing],
  ...Object.fromEntries(features.map((feature) => [feature, [...rightOf(feature), ...plumbing]])),
  'embedded-postgres': ['platform', 'config'],
  delivery: ['platform', 'config'],
  platform: ['config'],
  config: [],
};

const forbid = (group, message) => ({ group, message: `${message} See "The house" in CONTRIBUTING.md.` });

const typeorm = {
  regex: '^typeorm(/|$)',
  message: 'typeorm belongs in entities, repositories, platform/postgres/ and migrations/.',
};
const socketIo = forbid(
  ['socket.io', 'socket.io/**', 'socket.io-adapter'],
  'socket.io belongs in platform/sockets/ and delivery/.',
);
const browserCode = forbid(['**/browser/**'], 'The server knows nothing of the browser.');

/** The rule for `files`: each pattern is a sentence for whom it stops. */
const rule = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

/** Files in which typeorm may be imported get the same rule without it. */
const withAndWithoutTypeorm = (folder, patterns) => [
  rule([`src/server/${folder}/**/*.ts`], [...patterns, typeorm], ['**/*.entity.ts', '**/*.repository.ts']),
  rule([`src/server/${folder}/**/*.{entity,repository}.ts`], patterns),
];

const serverRules = Object.keys(mayImport).flatMap((folder) => {
  const others = Object.keys(mayImport).filter(
    (other) => other !== folder && !mayImport[folder].includes(other),
  );
  const patterns = others.map((other) => forbid([`**/${other}/**`], `${folder}/ may not import ${other}/.`));
  if (folder === 'platform') {
    return [
      rule(
        ['src/server/platform/**/*.ts'],
        [...patterns, browserCode, socketIo, typeorm],
        ['**/sockets/**', '**/postgres/**'],
      ),
      rule(['src/server/platform/sockets/**/*.ts'], [...patterns, browserCode, typeorm]),
      rule(['src/server/platform/postgres/**/*.ts'], [...patterns, browserCode, socketIo]),
    ];
  }
  if (folder === 'delivery') return withAndWithoutTypeorm(folder, [...patterns, browserCode]);
  return withAndWithoutTypeorm(folder, [...patterns, browserCode, socketIo]);
});

/** Objects of the page, which browser/core does without: it runs in Node.js, too. */
const pageGlobals = [
  'document',
  'window',
  'localStorage',
  'sessionStorage',
  'location',
  'navigator',
  'history',
];

export const importRules = [
  ...serverRules,
  rule(
    ['src/shared/rules/formatting.ts', 'src/shared/rules/markdown/*.ts'],
    [{ regex: '^(?!markdown-it$|\\./)', message: 'What both sides format by is markdown-it alone.' }],
  ),
  rule(
    ['src/shared/**/*.ts'],
    [
      {
        regex: '^(?!zod$|\\.{1,2}/)',
        message: 'shared/ imports zod and nothing else: it runs on both sides.',
      },
      forbid(['**/server/**', '**/browser/**'], 'shared/ knows neither side.'),
    ],
    ['src/shared/rules/formatting.ts', 'src/shared/rules/markdown/*.ts'],
  ),
  rule(
    ['src/browser/**/*.ts'],
    [forbid(['**/server/**'], 'The browser shares only shared/ with the server.')],
    ['src/browser/ui/**', 'src/browser/core/**'],
  ),
  rule(
    ['src/browser/{ui,core}/**/*.ts'],
    [
      forbid(['**/server/**'], 'The browser shares only shared/ with the server.'),
      {
        regex: '^\\.\\./(?!\\.\\./shared/|\\.\\./\\.\\./views/)',
        message: 'browser/core/ and browser/ui/ know no feature.',
      },
    ],
  ),
  {
    files: ['src/browser/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...pageGlobals.map((name) => ({
          name,
          message: 'browser/core/ has no DOM: let the caller hand it in.',
        })),
      ],
    },
  },
];
