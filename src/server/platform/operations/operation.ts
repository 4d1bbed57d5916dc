/** One declaration of an operation: its route, who may call it, what it takes, what it answers, and its documentation. */
import type { z } from 'zod';
import type { RateLimit } from '../work/rate-limits.js';
import type { ErrorCode } from '../../../shared/errors.js';
import type { Scope } from '../../../shared/tokens.js';

export interface Operation {
  method: 'head' | 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As Express writes it: `/api/rooms/:id`. */
  path: `/api/${string}`;
  /** What stands over it in the documentation. */
  group: string;
  summary: string;
  /** What else to know, for the documentation, which writes the full stop. */
  about?: string;
  /** What a token must allow. A session allows what its person may; `admin` is for administrators only. */
  who: 'anybody' | Scope;
  /** Where only people may ask, with a session: the sentence for a program with a token, before anything of it is read. */
  onlyPeople?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Status → what is in the body, null for nothing. */
  answers: Partial<Record<200 | 201 | 204, z.ZodType | null>>;
  /** Which of several answers this is; without it the only one. */
  statusOf?: (answer: never) => 200 | 201;
  /** Of the body, where it is not JSON. */
  type?: string;
  /** Whether the method answers itself, as a protocol of its own or a file does: what it returns is not sent. */
  answersItself?: true;
  /** Whether the method adds `Link` headers itself. */
  links?: true;
  /** The parameter that takes the answer's `next`, so that a `Link` header can say how to go on. */
  cursor?: 'after' | 'before';
  /** Refusals beside those that follow from the rest. */
  refusals?: ErrorCode[];
  /** How often one person may ask; `api_read` or `api_write` if nothing else is said. */
  limit?: RateLimit;
}

export const limitOf = ({ limit, who, method }: Operation): RateLimit =>
  limit ?? (who === 'read' || method === 'get' ? 'api_read' : 'api_write');

type Body<Schema> = Schema extends z.ZodType ? z.output<Schema> : void;

/** What the method of an operation returns. */
export type AnswerOf<O extends Operation> = {
  [Status in keyof O['answers']]: Body<O['answers'][Status]>;
}[keyof O['answers']];

/** Under this name a method keeps its operation. */
export const OPERATION = 'samovar:operation';

/** For the compiler: keeps the exact types of the schemas. */
export const operation = <const O extends Operation>(declared: O): O => declared;
