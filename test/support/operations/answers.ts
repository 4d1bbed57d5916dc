/** The API's document, and whether an answer is one that it promises. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiReply } from './caller.js';
import type { Find, JsonSchema } from './input.js';

export interface Described {
  operationId: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { headers?: Record<string, unknown>; content?: Record<string, unknown> }>;
}

export interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema> };
}

const base = 'https://samovar.example/openapi.json';

export class Promises {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(private readonly document: Document) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: base, ...document });
  }

  readonly find: Find = (reference) => this.document.components.schemas[reference.split('/').at(-1)!]!;

  /** What is wrong with an answer; null for nothing. */
  broken(path: string, method: string, { status, headers, body }: ApiReply<unknown>): unknown {
    const promised = this.document.paths[path]![method]!.responses[String(status)];
    if (!promised) return `the status ${status} is not promised`;
    const type = (headers.get('content-type') ?? '').split(';')[0]!;
    const types = Object.keys(promised.content ?? {});
    if (types.length === 0) return body === null ? null : 'there is a body';
    // Of an answer to HEAD only the head is there.
    if (method === 'head') return body === null ? null : 'there is a body';
    if (!types.includes(type)) return `the type ${type} is not promised`;
    const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const fits = this.ajv.getSchema(`${base}#/${pointer}`)!;
    return fits(body) ? null : fits.errors;
  }
}
