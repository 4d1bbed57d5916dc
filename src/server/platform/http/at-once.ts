/** How many requests of one sender are worked on, or have an answer that nobody has taken yet, at once. */
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import { signedOut } from '../errors/signed-out.js';
import { type Bound, Places } from '../work/places.js';
import { onceClosed } from './once-closed.js';
import type { Senders } from './senders.js';

/**
 * A browser has six connections to a server however many tabs are open, a proxy that speaks HTTP/2 to it some more; a
 * program that sends a hundred requests together waits a moment. An answer is 1 MB at most, so this is what one sender's
 * unread answers take. Those who come through a proxy that nobody has named cannot be told apart: they wait for each other
 * only where the server as a whole would be in trouble.
 */
const bounds = {
  /** An office, a school. */
  address: { atOnce: 256, waiting: 2_000 },
  hiddenAddress: { atOnce: 2_500, waiting: 10_000 },
  /** Those of one address who are not signed in, together. */
  stranger: { atOnce: 40, waiting: 400 },
  hiddenStranger: { atOnce: 400, waiting: 4_000 },
  person: { atOnce: 20, waiting: 400 },
} satisfies Record<string, Bound>;

const leaving = new WeakMap<Response, (() => void)[]>();

export interface AtOnce {
  /** For all requests but those that look after the server, which must not wait for anybody. */
  perAddress: RequestHandler;
  /** Once it is known whose they are. `isStillSignedIn` is asked for those that had to wait. */
  perPerson(isStillSignedIn: (request: Request) => Promise<boolean>): RequestHandler;
}

export function atOnce(senders: Senders): AtOnce {
  const addresses = placesOf(senders, bounds.address, bounds.hiddenAddress);
  const strangers = placesOf(senders, bounds.stranger, bounds.hiddenStranger);
  const people = new Places(bounds.person);
  return {
    perAddress: (request, response, next) => {
      if (looksAfterTheServer(request)) return next();
      take(...addresses(request), response, next);
    },
    perPerson: (isStillSignedIn) => (request, response, next) => {
      const { user } = request;
      if (looksAfterTheServer(request)) return next();
      if (!user) return take(...strangers(request), response, next);
      take(people, String(user.id), response, (refusal, hasWaited) => {
        if (refusal !== undefined || !hasWaited) return next(refusal);
        // A session that ended while its request waited does nothing any more.
        isStillSignedIn(request).then((is) => next(is ? undefined : signedOut()), next);
      });
    },
  };
}

/** Where a request takes its place, and under which key. */
function placesOf(senders: Senders, told: Bound, hidden: Bound): (request: Request) => [Places, string] {
  const [ofTold, ofHidden] = [new Places(told), new Places(hidden)];
  return (request) => {
    const { address, isTold } = senders.of(request);
    return [isTold ? ofTold : ofHidden, address];
  };
}

const looksAfterTheServer = ({ path }: Request) => path.startsWith('/health/');

/** A request that waits for news holds nothing meanwhile; how many of a person's may, says who lets them wait. */
export function giveUpPlace(response: Response): void {
  for (const leave of leaving.get(response) ?? []) leave();
}

function take(
  places: Places,
  key: string,
  response: Response,
  next: (refusal?: unknown, hasWaited?: boolean) => void,
): void {
  const place = places.take(key, () => next(undefined, true));
  if (!place) return next(tooMany());
  leaving.set(response, [...(leaving.get(response) ?? []), place.leave]);
  onceClosed(response, place.leave);
  if (place.isIn) next();
}

const tooMany = () =>
  new AppError('rate_limited', 'Too many requests at once. Wait for their answers and try again.', {
    retryAfterMs: 1000,
  });
