/** Which sections of the list of rooms this browser keeps folded: the page comes as it was left, and nothing moves then. */
import type { Request } from 'express';
import { foldedCookie, sections } from '../../../shared/rules/folded-sections.js';
import { readCookie } from '../../platform/http/cookies.js';

/** Section → true where it is folded. */
export function foldedSections(request: Request): Record<string, boolean> {
  const named = new Set((readCookie(request, foldedCookie) ?? '').split('.'));
  return Object.fromEntries(sections.map((section) => [section, named.has(section)]));
}
