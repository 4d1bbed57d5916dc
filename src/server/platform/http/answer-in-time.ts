import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import { giveUpPlace } from './at-once.js';
import { answerError } from './http-error.filter.js';
import { allowLongBody } from './slow-bodies.js';

/** Milliseconds; every request is answered within 5 s. */
const patience = 4_800;

/** Milliseconds in which an answer, 1 MB at most, must have been taken: 9 kB a second, which a telephone on a bad line has. */
const patienceWithReaders = 120_000;

const patienceOf = new WeakMap<Response, NodeJS.Timeout>();

/** Answers `unavailable` when nothing else has by then. What the request asked for may still happen. */
export function answerInTime(request: Request, response: Response, next: NextFunction): void {
  expect(request, response, patience);
  response.once('close', () => clearTimeout(patienceOf.get(response)));
  next();
}

/**
 * For a request that asks to wait for so many milliseconds (a long poll): its time to be answered begins after them, and
 * it is not among those at work meanwhile. Whoever lets it wait says how many may.
 */
export function answerLater(request: Request, response: Response, milliseconds: number): void {
  giveUpPlace(response);
  clearTimeout(patienceOf.get(response));
  expect(request, response, milliseconds + patience);
}

/**
 * For a request that sends or takes a file: it takes as long as the line needs. Whoever lets it says how many may at once; a line
 * on which nothing moves is ended, that of a sender by slow-bodies.ts, that of a reader by the server's limits.
 */
export function takeTime(request: Request, response: Response): void {
  giveUpPlace(response);
  clearTimeout(patienceOf.get(response));
  allowLongBody(request);
}

function expect(request: Request, response: Response, milliseconds: number): void {
  const timer = setTimeout(() => {
    if (response.destroyed) return;
    if (response.headersSent) return endLater(response);
    ignoreWhatComesAfter(response);
    const tooLate = new AppError('unavailable', 'The server is too busy to answer. Try again.', {
      retryAfterMs: 1000,
    });
    answerError(tooLate, request, response);
  }, milliseconds);
  patienceOf.set(response, timer);
}

/** Whoever takes a byte now and then keeps the answer in our memory as well as who takes none. */
function endLater(response: Response): void {
  patienceOf.set(
    response,
    setTimeout(() => response.destroy(), patienceWithReaders),
  );
}

/** Written to an answered response the late answer would be an error, in a callback even a crash: it goes nowhere. */
function ignoreWhatComesAfter(response: Response): void {
  const ignore = () => response;
  const deaf = {
    render: ignore,
    send: ignore,
    json: ignore,
    redirect: ignore,
    set: ignore,
    setHeader: ignore,
    end: ignore,
  };
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => Response;
  response.writeHead = (...head: unknown[]) => {
    Object.assign(response, deaf);
    return writeHead(...head);
  };
}
