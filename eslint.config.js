import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { noCircles } from './eslint.circles.js';
import { importRules } from './eslint.house.js';

export default tseslint.config(
  { ignores: ['dist', 'data', 'public/js', 'coverage', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  {
    // A pattern that looks at the same characters again and again lets one text stop the server for everybody.
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  // Tests write the texts of their patterns themselves.
  { files: ['test/**/*.ts'], rules: { 'regexp/no-super-linear-move': 'off' } },
  ...importRules,
  {
    files: ['src/**/*.ts'],
    plugins: { house: { rules: { 'no-circles': noCircles } } },
    rules: { 'house/no-circles': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/server/config/**', 'src/main.ts', 'src/server/cli/**'],
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
