/** The OpenAPI 3.1 document, made of the operations that the controllers carry. */
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../../config/config.js';
import { limitOf, OPERATION, type Operation } from '../../platform/operations/operation.js';
import { policyOf } from '../../platform/work/rate-limits.js';
import { type Described, describeOperation } from './openapi-operation.js';
import { Schemas } from './openapi-schemas.js';

export interface OpenApi {
  openapi: '3.1.0';
  info: Record<string, string>;
  servers: { url: string; description: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, object>>;
}

const about = [
  'Everything that can be done in Samovar can be done here, and whoever looks at a page sees it at once',
  'Lists begin with the oldest or the newest and are paged: `next` and the header `Link` say how to go on',
  'Times are ISO 8601 in UTC. An error is a problem of RFC 9457, its `detail` in the language of `Accept-Language`',
  'What is not there and what is not yours to see get the same answer, 404',
].join('. ');

/** The order in which they stand in the documentation; operations of a group stand by their addresses. */
const groups = [
  'You',
  'Activity',
  'Saved',
  'Devices',
  'Rooms',
  'Messages of a room',
  'Messages',
  'Search',
  'Files',
  'Emoji',
  'Conversations of two',
  'API tokens',
  'People',
  'Invitations',
  'Reports',
  'Administration',
  'This documentation',
];

@Injectable()
export class OpenApiDocument {
  private document: OpenApi | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>,
  ) {}

  /** Made once, when it is first asked for. */
  read(): OpenApi {
    return (this.document ??= describe(this.operations(), this.config.PUBLIC_URL));
  }

  /** The operations of all features by their ids. */
  private operations(): [string, Operation][] {
    const found = this.discovery.getControllers().flatMap(({ instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name): [string, Operation][] => {
        const operation = this.reflector.get<Operation | undefined>(OPERATION, prototype[name]!);
        return operation ? [[name, operation]] : [];
      });
    });
    return found.sort(([, one], [, other]) => inOrder(one, other));
  }
}

const inOrder = (one: Operation, other: Operation) =>
  groups.indexOf(one.group) - groups.indexOf(other.group) || one.path.localeCompare(other.path);

function describe(operations: [string, Operation][], publicUrl: string | undefined): OpenApi {
  const schemas = new Schemas();
  const paths: OpenApi['paths'] = {};
  for (const [id, operation] of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method] = describeOperation(id, operation, schemas);
  }
  const name = 'Samovar';
  return {
    openapi: '3.1.0',
    info: { title: name, version: '1', description: `${about}.` },
    // Without a PUBLIC_URL the one that this document was read from.
    servers: [{ url: publicUrl ?? '/', description: 'this server' }],
    tags: groups.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'an API token, made on the account page or here',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'samovar.sid',
          description: 'the session of a browser; behind TLS the name begins with __Host-',
        },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'csrfToken of /api/me' },
      },
      headers: {
        Link: { description: 'how to go on, RFC 8288', schema: { type: 'string' } },
        RateLimit: {
          description: 'what is left: r requests, until t seconds from now',
          schema: { type: 'string' },
        },
        'RateLimit-Policy': { description: policies(operations), schema: { type: 'string' } },
      },
      schemas: schemas.named(),
    },
  };
}

function policies(operations: [string, Operation][]): string {
  const limits = [...new Set(operations.map(([, operation]) => limitOf(operation)))];
  return limits
    .map((limit) => `${limit}: ${policyOf(limit).points} requests in ${policyOf(limit).seconds} s a person`)
    .join('; ');
}
