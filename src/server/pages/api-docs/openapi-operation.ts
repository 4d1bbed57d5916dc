/** One operation as OpenAPI describes it. */
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { type ErrorCode, problemView } from '../../../shared/errors.js';
import { statusOf } from '../../platform/http/http-error.filter.js';
import type { Operation } from '../../platform/operations/operation.js';
import type { JsonSchema, Schemas } from './openapi-schemas.js';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; headers?: object; content?: Content }>;
}

type Content = Record<string, { schema: JsonSchema }>;

export function describeOperation(id: string, operation: Operation, schemas: Schemas): Described {
  const { group, summary, about, body } = operation;
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(about && { description: `${about}.` }),
    security: security(operation),
    parameters: [
      ...parameters('path', operation.params, schemas),
      ...parameters('query', operation.query, schemas),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.ofInput(body) } } },
    }),
    responses: { ...answers(operation, schemas), ...refusals(operation, schemas) },
  };
}

function security({ who, method, onlyPeople }: Operation): Described['security'] {
  if (who === 'anybody') return [];
  const session: Record<string, string[]> = method === 'get' ? { session: [] } : { session: [], csrf: [] };
  return onlyPeople === undefined ? [{ token: [who] }, session] : [session];
}

function parameters(place: 'path' | 'query', object: z.ZodObject | undefined, schemas: Schemas): Parameter[] {
  if (!object) return [];
  const { properties = {}, required = [] } = schemas.ofInput(object);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description && { description }),
    schema,
  }));
}

function answers(operation: Operation, schemas: Schemas): Described['responses'] {
  const limit = operation.who === 'anybody' ? [] : ['RateLimit', 'RateLimit-Policy'];
  const names = operation.cursor || operation.links ? [...limit, 'Link'] : limit;
  const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, schema]) => [
      status,
      {
        description: STATUS_CODES[status]!,
        headers,
        ...(schema && {
          content: { [operation.type ?? 'application/json']: { schema: schemas.ofOutput(schema) } },
        }),
      },
    ]),
  );
}

function refusals(operation: Operation, schemas: Schemas): Described['responses'] {
  const codes = codesOf(operation);
  const statuses = new Set<number>(codes.map((code) => statusOf[code]));
  // What no JSON can be read from.
  if (operation.body) statuses.add(400);
  if (operation.params) statuses.add(400);
  const schema = schemas.ofOutput(problemView);
  return Object.fromEntries(
    [...statuses].sort().map((status) => [
      String(status),
      {
        description: STATUS_CODES[status]!,
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

/** What any request may be told, whoever sends it: a token that is no good, a banned address, too many at once. */
const always: ErrorCode[] = ['unauthenticated', 'forbidden', 'rate_limited', 'unavailable'];

/** What follows from the declaration, and what it names itself. */
function codesOf({ params, query, body, refusals = [] }: Operation): ErrorCode[] {
  return [
    ...always,
    ...(params ? (['not_found'] as const) : []),
    ...(query || body ? (['invalid'] as const) : []),
    ...(body ? (['too_large'] as const) : []),
    ...refusals,
  ];
}
