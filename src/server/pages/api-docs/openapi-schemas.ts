import { z } from 'zod';

export type JsonSchema = Record<string, unknown> & {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  description?: string;
  default?: string | number | boolean;
  format?: string;
  examples?: unknown[];
};

const prefix = '#/components/schemas/';

/** JSON Schemas of zod schemas. Those with an id stand once, among the document's components. */
export class Schemas {
  private readonly components: Record<string, JsonSchema> = {};

  /** What a client sends. */
  ofInput(schema: z.ZodType): JsonSchema {
    return this.collect(z.toJSONSchema(schema, { io: 'input' }));
  }

  /** What the server answers. */
  ofOutput(schema: z.ZodType): JsonSchema {
    return this.collect(z.toJSONSchema(schema, { io: 'output' }));
  }

  named(): Record<string, JsonSchema> {
    return this.components;
  }

  private collect(made: object): JsonSchema {
    const { $defs = {}, ...schema } = JSON.parse(
      JSON.stringify(made, withExamples).replaceAll('"#/$defs/', `"${prefix}`),
    ) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, component] of Object.entries($defs)) this.components[name] ??= without('id', component);
    return without('$schema', schema);
  }
}

/** zod drops `examples` of what it transforms, so our schemas say `example`. */
function withExamples(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('example' in value)) return value;
  const { example, ...schema } = value;
  return { ...schema, examples: [example] };
}

function without(name: string, schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== name));
}

/** The name of the component that a schema refers to, if it does. */
export const componentOf = ({ $ref }: JsonSchema): string | undefined =>
  typeof $ref === 'string' ? $ref.slice(prefix.length) : undefined;
