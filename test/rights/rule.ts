import type { Person, Place, Target } from '../support/cast.js';

/** What everybody is answered who asks for one route. */
export interface Rule {
  path(place: Place): string;
  /** Of a form. */
  fields?: Record<string, string> | ((place: Place) => Record<string, string>);
  /** Of a call of the API. */
  body?: object | (() => object);
  /** Status by person; `signedIn` for everybody signed in who is not named. */
  anonymous: number;
  signedIn: number;
  member?: number;
  /** Where it is another one than for members. */
  keeper?: number;
  admin?: number;
  moderator?: number;
  moderatorPublic?: number;
  /** Where they are answered otherwise than somebody who may see no room; a public one is to them as a private one. */
  guest?: number;
  /** By a token that may write. A page is nothing for a program. */
  bot?: number;
  /** For the public room, where it is another status than for the private one. */
  public?: number;
  memberPublic?: number;
  adminPublic?: number;
}

/** Whoever may read the room; an administrator any room that is not direct. */
export const reading = { anonymous: 401, signedIn: 404, member: 200, public: 200, admin: 200 };

const hasTargets = (route: string) => /:address|\/api\/(rooms|messages)\/:id/.test(route);

export const targetsOf = (route: string): Target[] =>
  hasTargets(route) ? ['private', 'public', 'missing', 'malformed'] : ['private'];

export function expected(rule: Rule, person: Person, target: Target, isApi: boolean): number {
  if (person === 'anonymous' || person === 'banned') return rule.anonymous;
  if (person === 'bot' && !isApi) return rule.bot ?? rule.anonymous;
  if (target === 'missing' || target === 'malformed') return 404;
  if (person === 'keeper' && rule.keeper !== undefined) return rule.keeper;
  if (person === 'member' || person === 'keeper')
    return (target === 'public' ? rule.memberPublic : undefined) ?? rule.member ?? rule.signedIn;
  if (person === 'guest') return rule.guest ?? rule.signedIn;
  const moderator = (target === 'public' ? rule.moderatorPublic : undefined) ?? rule.moderator;
  if (person === 'moderator' && moderator !== undefined) return moderator;
  if (person === 'bot' && rule.bot !== undefined) return rule.bot;
  if (person === 'admin' && target === 'public' && rule.adminPublic !== undefined) return rule.adminPublic;
  if (person === 'admin' && rule.admin !== undefined) return rule.admin;
  return target === 'public' ? (rule.public ?? rule.signedIn) : rule.signedIn;
}
