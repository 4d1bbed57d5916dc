/** The list of everybody, as the switcher offers it: by its own name, or for a part of somebody's after an @. */
import { peopleListPath } from '../../shared/paths.js';
import { isolated } from '../ui/isolated.js';
import type { Option } from '../ui/options.js';
import { t } from '../ui/page-texts.js';
import { render } from './switcher-templates.js';

/** None where something else is typed. */
export function peopleList(typed: string, open: (href: string) => void): Option[] {
  const [, q] = /^@(.+)/.exec(typed) ?? [];
  const isNamed = typed === '@' || t('People').toLowerCase().startsWith(typed.toLowerCase());
  if (!q && !isNamed) return [];
  const href = peopleListPath({ q });
  const text = q ? t('Find {{name}} among all people', { name: isolated(q) }) : t('People');
  return [{ text, sign: render.sign('people'), key: href, isApart: true, take: () => open(href) }];
}
