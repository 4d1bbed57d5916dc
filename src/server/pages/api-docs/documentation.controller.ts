import { Controller } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import type { KeptItem } from '../../platform/rendering/kept-helpers.js';
import { socketDocument } from './asyncapi.js';
import { docsPage } from './docs-page.js';
import { OpenApiDocument } from './openapi.js';
import { socketPage } from './socket-page.js';

const group = 'This documentation';

const readOpenApi = operation({
  method: 'get',
  path: '/api/openapi.json',
  group,
  summary: 'The API as an OpenAPI 3.1 document',
  who: 'anybody',
  answers: { 200: z.record(z.string(), z.unknown()) },
});

const readDocs = operation({
  method: 'get',
  path: '/api/docs',
  group,
  summary: 'The API as a page for people',
  who: 'anybody',
  answers: { 200: z.string() },
  type: 'text/html',
});

const readAsyncApi = operation({
  method: 'get',
  path: '/api/asyncapi.json',
  group,
  summary: 'The socket as an AsyncAPI 3.0 document',
  who: 'anybody',
  answers: { 200: z.record(z.string(), z.unknown()) },
});

const readSocketDocs = operation({
  method: 'get',
  path: '/api/docs/socket',
  group,
  summary: 'The socket as a page for people',
  who: 'anybody',
  answers: { 200: z.string() },
  type: 'text/html',
});

/** What the document says is no secret, so anybody may read it. */
@Controller()
export class DocumentationController {
  constructor(private readonly document: OpenApiDocument) {}

  @Carries(readOpenApi)
  readOpenApi(): Record<string, unknown> {
    return { ...this.document.read() };
  }

  @Carries(readDocs)
  readDocs({ response }: Asked<typeof readDocs>): Promise<string> {
    const shows = () => docsPage(this.document.read());
    return rendered(response, 'API', [{ keptAs: 'api', shows }], 'api-docs/reference');
  }

  @Carries(readAsyncApi)
  readAsyncApi(): Record<string, unknown> {
    return { ...socketDocument() };
  }

  @Carries(readSocketDocs)
  readSocketDocs({ response }: Asked<typeof readSocketDocs>): Promise<string> {
    const shows = () => socketPage(socketDocument());
    return rendered(response, 'Socket', [{ keptAs: 'socket', shows }], 'api-docs/socket-reference');
  }
}

/** The reference is rendered once a language: it takes 40 ms, and strangers may ask for it. */
function rendered(
  response: Response,
  title: string,
  reference: KeptItem[],
  partial: string,
): Promise<string> {
  return new Promise((resolve, reject) =>
    response.render(
      'pages/api-docs/documentation',
      { title, reference, partial, isReference: true },
      (error, html) => (error ? reject(error) : resolve(html)),
    ),
  );
}
