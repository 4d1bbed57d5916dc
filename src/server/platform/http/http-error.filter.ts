import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '../../../shared/errors.js';
import { AppError, noSuchPage } from '../errors/app-error.js';
import { refusalOf } from '../errors/refusal.js';
import { translator } from '../languages/i18n.js';
import { languageOf } from '../languages/language.js';
import { FieldErrors, RefusedForm } from './forms.js';
import { typedFields } from './typed-fields.js';

export const statusOf: Record<ErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/** Whatever is thrown while a request is answered becomes a clear answer: a page, JSON, or problem details. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(error, http.getRequest(), http.getResponse());
  }
}

/** Answers a request with an error, unless it has been answered. */
export function answerError(thrown: unknown, request: Request, response: Response): void {
  const form = thrown instanceof RefusedForm ? thrown : undefined;
  const reason = form ? form.reason : thrown;
  const { status, refusal } = httpRefusal(reason, request.requestId);
  if (response.headersSent || response.destroyed) return;
  const translate = translator(languageOf(request));
  const say = ({ message, values }: AppError) => translate(message, values);
  const { retryAfterMs } = refusal.values;
  if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  response.status(status);
  if (request.path.startsWith('/api/')) return problem(response, reason, { refusal, status, say });
  if (wantsJson(request)) {
    response.json({
      error: { code: refusal.code, message: say(refusal), ...(retryAfterMs && { retryAfterMs }) },
    });
    return;
  }
  if (needsSignIn(status, request))
    return response.redirect(303, `/login?next=${encodeURIComponent(request.originalUrl)}`);
  if (form)
    return page(response, form.view, { ...form.model, ...sentences(form, refusal, say) }, say(refusal));
  const model = {
    title: title(status),
    code: refusal.code,
    status,
    message: say(refusal),
    ...typedFields(request, status),
  };
  page(response, 'pages/error', model, say(refusal));
}

interface Told {
  refusal: AppError;
  status: number;
  say: (error: AppError) => string;
}

/** The status and the sentence for an error. Only what is not meant for people is logged, by `refusalOf`. */
function httpRefusal(error: unknown, requestId: string | undefined): { status: number; refusal: AppError } {
  if (error instanceof AppError) return { status: statusOf[error.code], refusal: error };
  const status = statusOfLibraryError(error);
  if (status === undefined || status < 400 || status >= 500) {
    const refusal = refusalOf(error, requestId);
    return { status: statusOf[refusal.code], refusal };
  }
  if (status === 404) return { status, refusal: noSuchPage() };
  if (status === 413)
    return {
      status,
      refusal: new AppError('too_large', 'This is too large to send. Shorten it and try again.'),
    };
  return { status, refusal: new AppError('invalid', 'The request is malformed. Go back and try again.') };
}

/** Nest's exceptions and those of http-errors (body parser, static files, the router's decoding) carry a status. */
function statusOfLibraryError(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { status, getStatus } = error as { status?: unknown; getStatus?: unknown };
  if (typeof getStatus === 'function') return Number((error as { getStatus(): number }).getStatus());
  return typeof status === 'number' ? status : undefined;
}

/** Programs and our own scripts: they ask for JSON, send it, or are a fetch that does not ask for a page. */
function wantsJson(request: Request): boolean {
  if (request.is('json')) return true;
  if (request.get('accept')?.includes('text/html')) return false;
  return request.get('sec-fetch-dest') === 'empty' || request.accepts(['html', 'json']) === 'json';
}

const needsSignIn = (status: number, request: Request) =>
  status === 401 && (request.method === 'GET' || request.method === 'HEAD');

function sentences(form: RefusedForm, refusal: AppError, say: (error: AppError) => string) {
  if (form.reason instanceof FieldErrors) {
    const errors = Object.entries(form.reason.fields).map(([field, error]) => [field, say(error)]);
    return { errors: Object.fromEntries(errors) as Record<string, string> };
  }
  const ofField = form.field !== undefined && (refusal.code === 'conflict' || refusal.code === 'invalid');
  return ofField ? { errors: { [form.field]: say(refusal) } } : { error: say(refusal) };
}

/** Problem details (RFC 9457). `errors` names each field that is wrong, by its path in the body or its name in the query. */
function problem(response: Response, reason: unknown, told: Told): void {
  const { refusal, status, say } = told;
  const fields = reason instanceof FieldErrors ? Object.entries(reason.fields) : [];
  if (status === 401 && !response.get('WWW-Authenticate')) response.set('WWW-Authenticate', 'Bearer');
  const details = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: say(refusal),
    code: refusal.code,
    ...(fields.length > 0 && { errors: fields.map(([field, error]) => ({ field, detail: say(error) })) }),
  };
  response.type('application/problem+json').send(JSON.stringify(details));
}

/** A page; should even that fail, the bare sentence. */
function page(response: Response, view: string, model: Record<string, unknown>, sentence: string): void {
  response.render(view, model, (failure: Error | null, html?: string) => {
    if (response.headersSent) return;
    if (!failure) return void response.send(html);
    refusalOf(failure, response.req.requestId);
    response.type('text/plain').send(sentence);
  });
}

function title(status: number): string {
  if (status === 404) return 'Not found';
  if (status === 401) return 'You are signed out';
  return status >= 500 ? 'Something went wrong' : 'That did not work';
}
