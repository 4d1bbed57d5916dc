/** The AsyncAPI 3.0 document of the socket, made of the two tables of shared/events.ts. */
import type { ClientEventDeclaration } from '../../../shared/event-declarations.js';
import { clientEvents, serverEvents } from '../../../shared/events.js';
import { errorView } from '../../../shared/errors.js';
import { policyOf } from '../../platform/work/rate-limits.js';
import { type JsonSchema, Schemas } from './openapi-schemas.js';

interface Reference {
  $ref: string;
}

export interface EventMessage {
  name: string;
  summary: string;
  description?: string;
  payload: JsonSchema;
}

/** `receive`: the server receives, so a client sends. */
export interface EventOperation {
  action: 'receive' | 'send';
  channel: Reference;
  summary: string;
  description: string;
  messages: Reference[];
  reply?: { channel: Reference; messages: Reference[] };
}

export interface AsyncApi {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string };
  defaultContentType: string;
  channels: { socket: { address: string; description: string; messages: Record<string, Reference> } };
  operations: Record<string, EventOperation>;
  components: { messages: Record<string, EventMessage>; schemas: Record<string, JsonSchema> };
}

const about = [
  'Socket.IO 4 at the default path and namespace, signed in by the session cookie or by an API token in `auth: { token }`',
  'Each client event has one object as payload and an acknowledgement, which is always given',
  'A message is broadcast once it is stored. Whatever a broadcast lost, `join` with the last `rev` brings back',
].join('. ');

const name = 'Samovar';
const channel = { $ref: '#/channels/socket' };
const inChannel = (name: string) => ({ $ref: `#/channels/socket/messages/${name}` });

let document: AsyncApi | undefined;

/** Made once, when it is first asked for: strangers may ask as often as they like. */
export const socketDocument = (): AsyncApi => (document ??= describeSocket());

function describeSocket(): AsyncApi {
  const schemas = new Schemas();
  const messages = { ...clientMessages(schemas), ...serverMessages(schemas) };
  const references = Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]);
  return {
    asyncapi: '3.0.0',
    info: { title: name, version: '1', description: `${about}.` },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/socket.io/',
        description: 'the connection of a browser tab, or of a program',
        messages: Object.fromEntries(references) as Record<string, Reference>,
      },
    },
    operations: { ...clientOperations(), ...serverOperations() },
    components: { messages, schemas: schemas.named() },
  };
}

const answerName = (event: string) => `${event}_answer`;

function clientMessages(schemas: Schemas): Record<string, EventMessage> {
  const refused = schemas.ofOutput(errorView);
  const all = Object.entries(clientEvents).flatMap(([name, { summary, payload, value }]) => {
    const answer: JsonSchema = {
      anyOf: [
        answered('ok', true, 'value', schemas.ofOutput(value)),
        answered('ok', false, 'error', refused),
      ],
    };
    return [
      [name, { name, summary, payload: schemas.ofInput(payload) }],
      [
        answerName(name),
        { name: answerName(name), summary: `The acknowledgement of ${name}`, payload: answer },
      ],
    ] as const;
  });
  return Object.fromEntries(all);
}

const answered = (flag: string, value: boolean, field: string, schema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { [flag]: { type: 'boolean', const: value }, [field]: schema },
  required: [flag, field],
});

function serverMessages(schemas: Schemas): Record<string, EventMessage> {
  return Object.fromEntries(
    Object.entries(serverEvents).map(([event, { summary, payload }]) => {
      const name = serverName(event);
      return [name, { name: event, summary, payload: schemas.ofOutput(payload) }];
    }),
  );
}

/** `typing`, `read` and `private_message` go both ways. */
const serverName = (event: string) => (event in clientEvents ? `server_${event}` : event);

function clientOperations(): Record<string, EventOperation> {
  return Object.fromEntries(
    Object.entries(clientEvents).map(([name, declared]) => [
      name,
      {
        action: 'receive',
        channel,
        summary: declared.summary,
        description: conditions(declared),
        messages: [inChannel(name)],
        reply: { channel, messages: [inChannel(answerName(name))] },
      },
    ]),
  );
}

function conditions({ who, scope, limit }: ClientEventDeclaration): string {
  const often = limit && `${policyOf(limit).points} times in ${policyOf(limit).seconds} s a person`;
  return [`For ${who}`, `a token needs the scope ${scope}`, often].filter(Boolean).join('; ');
}

function serverOperations(): Record<string, EventOperation> {
  return Object.fromEntries(
    Object.entries(serverEvents).map(([event, { summary, to }]) => [
      serverName(event),
      { action: 'send', channel, summary, description: `To ${to}`, messages: [inChannel(serverName(event))] },
    ]),
  );
}
