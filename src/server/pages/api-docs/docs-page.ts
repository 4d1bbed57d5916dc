/** The model of views/api-docs/reference.hbs, made of the OpenAPI document. */
import type { OpenApi } from './openapi.js';
import type { Described } from './openapi-operation.js';
import { componentOf, type JsonSchema } from './openapi-schemas.js';
import { bodyModel, exampleOf, schemaModels, typeOf } from './schema-text.js';

const scopeTexts: Record<string, string> = {
  read: 'Scope read',
  write: 'Scope write',
  admin: 'Scope admin, administrators only',
};

export function docsPage(document: OpenApi) {
  const find = (component: string) => document.components.schemas![component] as JsonSchema;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationModel(method, path, described, find)),
  );
  return {
    about: document.info.description!.replaceAll('`', ''),
    limits: (document.components.headers!['RateLimit-Policy'] as JsonSchema).description,
    groups: document.tags.map(({ name }) => ({
      name,
      anchor: anchor(name),
      operations: operations.filter(({ group }) => group === name),
    })),
    schemas: schemaModels(document.components.schemas as Record<string, JsonSchema>),
  };
}

function operationModel(
  method: string,
  path: string,
  described: Described,
  find: (name: string) => JsonSchema,
) {
  const { operationId, tags, summary, description, security, parameters, requestBody, responses } = described;
  const body = requestBody?.content['application/json']!.schema;
  const all = Object.entries(responses).map(([status, { description: said, content = {} }]) => ({
    status,
    said,
    type: Object.values(content).flatMap(({ schema }) => typeOf(schema)),
  }));
  return {
    id: operationId,
    group: tags[0],
    method: method.toUpperCase(),
    path,
    summary,
    about: description,
    who: callers(security),
    parameters: parameters.map(({ name, in: place, required, description: said, schema }) => ({
      name,
      required,
      type: [{ text: `${place}: ` }, ...typeOf(schema)],
      about: said,
    })),
    body: body && bodyModel(resolved(body, find)),
    answers: all.filter(({ status }) => Number(status) < 400),
    refusals: all.filter(({ status }) => Number(status) >= 400),
    problem: all.find(({ status }) => Number(status) >= 400)?.type,
    curl: curl(method, path, described, body && exampleOf(body, find)),
  };
}

function callers([way]: Described['security']): string | undefined {
  if (!way) return 'Anybody';
  return way.token ? scopeTexts[way.token[0]!] : 'People with a session, no token';
}

function resolved(schema: JsonSchema, find: (name: string) => JsonSchema): JsonSchema {
  const component = componentOf(schema);
  return component === undefined ? schema : find(component);
}

function curl(method: string, path: string, { parameters, security }: Described, body: unknown): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const { schema } = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)!;
    return encodeURIComponent(String(exampleOf(schema, () => ({}))));
  });
  return [
    'curl',
    ...(method === 'get' ? [] : [`-X ${method.toUpperCase()}`]),
    ...credentials(security),
    ...(body === undefined ? [] : [`-H "Content-Type: application/json" -d '${JSON.stringify(body)}'`]),
    `"$SAMOVAR${address}"`,
  ].join(' ');
}

function credentials([way]: Described['security']): string[] {
  if (!way) return [];
  return way.token
    ? ['-H "Authorization: Bearer $TOKEN"']
    : ['-H "Cookie: $COOKIE"', '-H "X-CSRF-Token: $CSRF_TOKEN"'];
}

/** Not the bare name: operations have ids, too, and one may be called like its group. */
const anchor = (name: string) => `group-${name.toLowerCase().replaceAll(' ', '-')}`;
