import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Who may import whom (the house rule); everything not named here is out of bounds. */
const edges = ['auth', 'chat', 'pages', 'api', 'admin', 'health'];
const plumbing = ['realtime', 'database', 'config', 'common'];
const mayImport = {
  protocol: [],
  common: ['protocol'],
  config: ['common', 'protocol'],
  database: ['config', 'common', 'protocol'],
  realtime: ['config', 'common', 'protocol', 'database'],
  audit: [...plumbing, 'protocol'],
  users: [...plumbing, 'protocol', 'audit'],
  presence: [...plumbing, 'protocol', 'users'],
  rooms: [...plumbing, 'protocol', 'audit', 'users', 'presence'],
  messages: [...plumbing, 'protocol', 'audit', 'users', 'presence', 'rooms'],
  ...Object.fromEntries(
    edges.map((edge) => [edge, [...plumbing, 'protocol', 'audit', 'users', 'rooms', 'messages', 'presence']]),
  ),
  client: ['protocol'],
};
const folders = Object.keys(mayImport);

const importRules = folders.map((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !mayImport[folder].includes(other));
  const patterns = forbidden.map((other) => ({
    group:
      edges.includes(folder) && other === 'auth'
        ? ['**/auth/**', '!**/auth/*.guard.js', '!**/auth/current-user.js']
        : [`**/${other}/**`],
    message: `${folder}/ may not import ${other}/: see "The house" in CONTRIBUTING.md.`,
  }));
  if (folder !== 'realtime')
    patterns.push({ group: ['socket.io', 'socket.io/**'], message: 'socket.io belongs in realtime/.' });
  if (folder === 'protocol')
    patterns.push({
      regex: '^(?!zod$|\\./)',
      message: 'protocol/ imports zod and nothing else; the browser uses it too.',
    });
  return {
    files: [`src/${folder}/**/*.ts`],
    ignores: [
      '**/*.test.ts',
      '**/*.entity.ts',
      '**/*.repository.ts',
      ...(folder === 'database' ? ['**'] : []),
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...patterns,
            { regex: '^typeorm(/|$)', message: 'typeorm belongs in entities, repositories and database/.' },
          ],
        },
      ],
    },
    patterns,
  };
});

export default tseslint.config(
  { ignores: ['dist', 'data', 'public/js', 'coverage', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  ...importRules.map(({ files, ignores, rules }) => ({ files, ignores, rules })),
  ...importRules
    .filter(({ files }) => !files[0].includes('/client/'))
    .map(({ files, patterns }) => ({
      files: [files[0].replace('*.ts', '*.entity.ts'), files[0].replace('*.ts', '*.repository.ts')],
      rules: { 'no-restricted-imports': ['error', { patterns }] },
    })),
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**', 'src/main.ts', 'src/cli/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'config/ is the only reader of process.env.' },
      ],
    },
  },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);
