/** What a request asks an operation for, checked by the operation's schemas. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { parseForm } from '../http/forms.js';
import type { SignedInUser } from '../access/signed-in-user.js';
import type { Operation } from './operation.js';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface Asked<O extends Operation> {
  /** Who asks; on operations for anybody nobody need be there. */
  me: SignedInUser;
  params: Output<O['params']>;
  query: Output<O['query']>;
  body: Output<O['body']>;
  request: Request;
  response: Response;
}

/** Throws `not_found` for an address that no thing can have, `invalid` with a sentence a field for anything else. */
export function readRequest<O extends Operation>(
  { params, query, body }: O,
  request: Request,
  response: Response,
): Asked<O> {
  return {
    me: request.user!,
    params: params && readAddress(params, request.params),
    query: query && parseForm(query, typedAs(query, request.query)),
    body: body && parseForm(body, request.body),
    request,
    response,
  } as Asked<O>;
}

function readAddress(schema: z.ZodObject, params: Request['params']): unknown {
  const result = schema.safeParse(typedAs(schema, params));
  if (result.success) return result.data;
  throw new AppError('not_found', 'There is nothing at this address, or it is not open to you.');
}

/** An address holds only text: what the schema says is a number or a boolean is read as one where it looks like it. */
function typedAs(schema: z.ZodObject, texts: Record<string, unknown>): Record<string, unknown> {
  const typed = Object.entries(texts).map(([name, text]) => [name, typedText(typeOf(schema, name), text)]);
  return Object.fromEntries(typed) as Record<string, unknown>;
}

function typedText(type: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer' && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

const types = new WeakMap<z.ZodObject, Record<string, { type?: unknown }>>();

function typeOf(schema: z.ZodObject, name: string): unknown {
  const known =
    types.get(schema) ??
    (z.toJSONSchema(schema, { io: 'input' }).properties as Record<string, { type?: unknown }>);
  types.set(schema, known);
  return Object.hasOwn(known, name) ? known[name]!.type : undefined;
}
