/** JSON Schemas in words, for the page of the documentation. */
import { componentOf, type JsonSchema } from './openapi-schemas.js';

/** A piece of a type's name; those that are described elsewhere on the page are links. */
export interface Piece {
  text: string;
  href?: string;
}

export interface Property {
  name: string;
  required: boolean;
  type: Piece[];
  about?: string;
}

export const anchorOf = (component: string) => `#schema-${component}`;

export function typeOf(schema: JsonSchema): Piece[] {
  const component = componentOf(schema);
  if (component !== undefined) return [{ text: component, href: anchorOf(component) }];
  const choices = schema.anyOf as JsonSchema[] | undefined;
  if (choices)
    return choices.flatMap((choice, index) => [...(index ? [{ text: ' or ' }] : []), ...typeOf(choice)]);
  if (Array.isArray(schema.enum)) return [{ text: schema.enum.join(' | ') }];
  if (schema.type === 'array') return [{ text: 'list of ' }, ...typeOf(schema.items as JsonSchema)];
  if (schema.properties) return fieldsOf(schema);
  return [{ text: [schema.format ?? schema.type ?? 'anything', range(schema)].filter(Boolean).join(', ') }];
}

function fieldsOf(schema: JsonSchema): Piece[] {
  const fields = propertiesOf(schema).flatMap(({ name, type, required }, index) => [
    { text: `${index ? ', ' : ''}${name}${required ? '' : '?'}: ` },
    ...type,
  ]);
  return [{ text: '{ ' }, ...fields, { text: ' }' }];
}

/** The largest safe integer is no limit that anybody meets. */
function range({ minimum, maximum, maxLength, minLength, default: preset }: JsonSchema): string {
  const isSaid = (limit: unknown) => typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    isSaid(minimum) && `from ${String(minimum)}`,
    isSaid(maximum) && `to ${String(maximum)}`,
    isSaid(minLength) && `${String(minLength)} characters at least`,
    isSaid(maxLength) && `${String(maxLength)} characters at most`,
    preset !== undefined && `${String(preset)} if nothing is said`,
  ]
    .filter(Boolean)
    .join(', ');
}

export function propertiesOf({ properties = {}, required = [] }: JsonSchema): Property[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name) && schema.default === undefined,
    type: typeOf(schema),
    about: schema.description,
  }));
}

/** A schema as a page shows it: field by field, or as a type. */
export function bodyModel(schema: JsonSchema): { properties?: Property[]; type?: Piece[] } {
  return schema.properties ? { properties: propertiesOf(schema) } : { type: typeOf(schema) };
}

/** All that have a name, in its order. */
export function schemaModels(schemas: Record<string, JsonSchema>) {
  return Object.entries(schemas)
    .map(([name, schema]) => ({ name, ...bodyModel(schema) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Something that the schema takes. `find` answers the schema of a component. */
export function exampleOf(schema: JsonSchema, find: (component: string) => JsonSchema): unknown {
  const component = componentOf(schema);
  if (component !== undefined) return exampleOf(find(component), find);
  if (schema.examples) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  if (schema.anyOf) return exampleOf((schema.anyOf as JsonSchema[])[0]!, find);
  const { properties = {}, required = [] } = schema;
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name, property]) => required.includes(name) && property.default === undefined)
        .map(([name, property]) => [name, exampleOf(property, find)]),
    );
  return schema.type === 'integer' ? 1 : schema.type === 'boolean' ? true : 'text';
}
