/** Forms that are refused are shown again with what was typed, so that nobody writes anything twice. */
import type { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { complaint } from '../errors/validation.js';

/** What is wrong with a form, by field. The first one stands for the whole. */
export class FieldErrors extends AppError {
  constructor(readonly fields: Record<string, AppError>) {
    const first = Object.values(fields)[0]!;
    super(first.code, first.message, first.values);
  }
}

/** The parsed form, or FieldErrors with one sentence for each wrong field. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const fields: Record<string, AppError> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.')] ??= complaint(issue);
  throw new FieldErrors(fields);
}

type Model = Record<string, unknown>;

/** A refusal that is answered with the form itself: `view` with `model`, and the sentences beside the fields. */
export class RefusedForm extends Error {
  constructor(
    readonly view: string,
    readonly model: Model,
    readonly reason: unknown,
    /** The field that a refusal of the whole belongs to. */
    readonly field: string | undefined,
  ) {
    super(`the form ${view} was refused`);
  }
}

export interface Form {
  view: string;
  model: Model | (() => Promise<Model>);
  /** Where the sentence of a `conflict` or an `invalid` belongs. */
  field?: string;
}

/** Runs what a form asks for. Whatever is thrown shows the form again. */
export async function orShowAgain<Result>(form: Form, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const model = typeof form.model === 'function' ? await form.model() : form.model;
    throw new RefusedForm(form.view, model, error, form.field);
  }
}

/** What was typed into a field, to be shown again. */
export function typed(body: unknown, field: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[field];
  return typeof value === 'string' ? value : '';
}
