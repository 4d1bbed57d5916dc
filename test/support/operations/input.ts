/** Good and bad input, made of the JSON Schemas that the API's own document holds. */
import { randomUUID } from 'node:crypto';
import type { Random } from '../../proofs/torture/random.js';

export interface JsonSchema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  examples?: unknown[];
  default?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  maxLength?: number;
}

export type Find = (reference: string) => JsonSchema;

/** Values that no field takes, or that some take and must not fall over. */
export const wild: unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53,
  2 ** 63,
  1e300,
  '',
  ' ',
  'text',
  'x'.repeat(5_000),
  'nul \0',
  'lone \ud800',
  "' or 1=1 --",
  '2026-02-30T25:00:00Z',
  [],
  {},
  { $ne: null },
];

const letters = [...'abcdefghij0123456789 -яё漢🙂'];

/** Something that fits the schema, as far as the schema can say. */
export function fitting(schema: JsonSchema, find: Find, random: Random): unknown {
  if (schema.$ref !== undefined) return fitting(find(schema.$ref), find, random);
  if (schema.examples && random.chance(0.6)) return random.pick(schema.examples);
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return fitting(random.pick(schema.anyOf), find, random);
  switch (schema.type) {
    case 'object':
      return object(schema, find, random);
    case 'array':
      return [fitting(schema.items!, find, random)];
    case 'integer':
      return integer(schema, random);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return text(schema, random);
  }
}

function object({ properties = {}, required = [] }: JsonSchema, find: Find, random: Random): object {
  const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || random.chance(0.4));
  return Object.fromEntries(chosen.map(([name, schema]) => [name, fitting(schema, find, random)]));
}

function integer({ minimum, exclusiveMinimum, maximum = 20 }: JsonSchema, random: Random): number {
  const from = minimum ?? (exclusiveMinimum ?? 0) + 1;
  return from + random.below(Math.min(maximum, 20) - from + 1);
}

function text({ format, maxLength = 20 }: JsonSchema, random: Random): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'date-time') return new Date(1.7e12 + random.below(1e9) * 1_000).toISOString();
  const length = 1 + random.below(Math.min(maxLength, 30));
  return Array.from({ length }, () => random.pick(letters))
    .join('')
    .slice(0, maxLength);
}

/** Bodies that are wrong in one field each, or as a whole. A string is sent as it is. */
export function unfitting(schema: JsonSchema, find: Find, random: Random): unknown[] {
  if (schema.$ref !== undefined) return unfitting(find(schema.$ref), find, random);
  const good = () =>
    object({ ...schema, required: Object.keys(schema.properties ?? {}) }, find, random) as Record<
      string,
      unknown
    >;
  const wrong = Object.keys(schema.properties ?? {}).flatMap((name) => [
    Object.fromEntries(Object.entries(good()).filter(([other]) => other !== name)),
    ...wild.map((value) => ({ ...good(), [name]: value })),
  ]);
  return [
    ...wrong,
    {},
    'null',
    '[]',
    '7',
    '"text"',
    '{',
    '',
    '{"__proto__":{"role":"admin"}}',
    `{"text":"${'x'.repeat(70_000)}"}`,
  ];
}
