/**
 * Forms with files. The fields that stand before the first file are the request's body, as those of any form; the files are taken
 * one after the other by whoever answers, and as fast as that.
 */
import busboy, { type Busboy } from 'busboy';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { on } from 'node:events';
import type { Readable } from 'node:stream';
import { AppError } from '../errors/app-error.js';

export interface SentFile {
  /** As the sender calls it: anything. */
  name: string;
  /** Throws `invalid` where the form breaks off. */
  bytes: AsyncIterable<Buffer>;
}

/** Bytes of a field, and how much else of each there may be. */
const bounds = {
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  fields: 20,
  parts: 40,
  files: 20,
  headerPairs: 20,
};

type Arrived = [field: string, stream: Readable, info: { filename?: string }];

const sent = new WeakMap<Request, AsyncGenerator<SentFile>>();

/** Reads those of the requests that are wanted; others keep their body. */
export function multipartForms(isWanted: (request: Request) => boolean): RequestHandler {
  return (request, response, next) => {
    if (!request.is('multipart/form-data') || !isWanted(request)) return next();
    const parser = parserOf(request);
    if (!parser) return next(malformed());
    read(request, response, parser, next);
  };
}

/** The files of a form, to be taken in turn; none for any other request. What is not taken of one is passed over. */
export async function* sentFiles(request: Request): AsyncGenerator<SentFile> {
  yield* sent.get(request) ?? [];
}

function parserOf(request: Request): Busboy | null {
  try {
    return busboy({ headers: request.headers, limits: bounds, defParamCharset: 'utf8' });
  } catch {
    return null;
  }
}

function read(request: Request, response: Response, parser: Busboy, next: NextFunction): void {
  const fields: Record<string, string> = {};
  let isPassedOn = false;
  const goOn = (refusal?: unknown) => {
    if (isPassedOn) return;
    isPassedOn = true;
    request.body = fields;
    next(refusal);
  };
  // Listened to from now on, and not from the first look at it.
  sent.set(request, filesOf(on(parser, 'file', { close: ['close'] })));
  parser
    .on('field', (name, value) => {
      if (!isPassedOn && !Object.hasOwn(fields, name)) fields[name] = value;
    })
    .on('file', (_name, stream: Readable) => {
      // Of a form that breaks off: whoever reads the file hears of it, and where nobody does yet, or any more, the process would end.
      stream.on('error', () => undefined);
      goOn();
    })
    // A part that is malformed is told of by itself, and the end of the form once more.
    .on('error', () => goOn(malformed()))
    .once('close', () => goOn());
  request.once('aborted', () => parser.destroy(malformed()));
  // What is answered before all of it was read takes the rest of it off the line.
  response.once('finish', () => {
    request.unpipe(parser);
    request.resume();
  });
  request.pipe(parser);
}

async function* filesOf(files: AsyncIterable<unknown>): AsyncGenerator<SentFile> {
  for await (const [, stream, { filename }] of orMalformed(files as AsyncIterable<Arrived>)) {
    // A form whose field was left empty sends a file without a name.
    if (filename) yield { name: filename, bytes: orMalformed<Buffer>(stream) };
    stream.resume();
  }
}

/** The parser's own errors are about what came. */
async function* orMalformed<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch {
    throw malformed();
  }
}

const malformed = () => new AppError('invalid', 'The form did not arrive whole. Send it again.');
