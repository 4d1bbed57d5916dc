import type { z } from 'zod';
import { AppError } from './app-error.js';

/** The parsed input, or AppError('invalid') with the first complaint's sentence. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw complaint(result.error.issues[0]!);
}

/** Our schemas write their complaints as sentences with `{{maximum}}` and `{{minimum}}`; zod's own wording is replaced. */
export function complaint(issue: z.core.$ZodIssue): AppError {
  const values: Record<string, string | number> = {};
  if ('maximum' in issue) values.maximum = Number(issue.maximum);
  if ('minimum' in issue) values.minimum = Number(issue.minimum);
  if (!/^(Invalid|Unrecognized|Too (big|small))/.test(issue.message))
    return new AppError('invalid', issue.message, values);
  const field = issue.path.join('.');
  return field
    ? new AppError('invalid', 'The field {{field}} is missing or malformed.', { field })
    : new AppError('invalid', 'The request is malformed: an object was expected.');
}
