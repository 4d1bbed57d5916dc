import { Controller } from '@nestjs/common';
import { z } from 'zod';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { docsPage } from './docs-page.js';
import { OpenApiDocument } from './openapi.js';
import { operation } from '../../platform/operations/operation.js';

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
  summary: 'The same as a page for people',
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
    // Rendered once a language: it takes 40 ms, and strangers may ask for it.
    const reference = [{ keptAs: 'api', shows: () => docsPage(this.document.read()) }];
    return new Promise((resolve, reject) =>
      response.render('pages/api-docs/documentation', { title: 'API', reference }, (error, html) =>
        error ? reject(error) : resolve(html),
      ),
    );
  }
}
