/** The model of views/api-docs/socket-reference.hbs, made of the AsyncAPI document. */
import type { AsyncApi, EventOperation } from './asyncapi.js';
import { type JsonSchema } from './openapi-schemas.js';
import { bodyModel, schemaModels } from './schema-text.js';

export function socketPage(document: AsyncApi) {
  const events = Object.entries(document.operations).map(([id, operation]) =>
    eventModel(id, operation, document),
  );
  return {
    about: document.info.description.replaceAll('`', ''),
    fromClient: events.filter(({ action }) => action === 'receive'),
    fromServer: events.filter(({ action }) => action === 'send'),
    schemas: schemaModels(document.components.schemas),
  };
}

function eventModel(id: string, { action, summary, description, reply }: EventOperation, document: AsyncApi) {
  const { messages } = document.components;
  const answer = reply && messages[`${id}_answer`]!.payload;
  return {
    id,
    action,
    name: messages[id]!.name,
    summary,
    who: description,
    payload: bodyModel(messages[id]!.payload),
    value: answer && bodyModel(valueOf(answer)),
  };
}

/** What is in an acknowledgement that is no refusal. */
const valueOf = ({ anyOf }: JsonSchema): JsonSchema => (anyOf as JsonSchema[])[0]!.properties!.value!;
