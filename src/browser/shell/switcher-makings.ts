/** What the switcher offers to make, of what the reader may: a room that is not there, a group of those who are named. */
import { isolated } from '../ui/isolated.js';
import type { Option } from '../ui/options.js';
import { t } from '../ui/page-texts.js';
import { render } from './switcher-templates.js';

/** Each asks first. Undefined for whoever may not. */
export interface Makes {
  room: ((name: string) => void) | undefined;
  group: ((names: string) => void) | undefined;
}

/** Names with commas between them, or each with its @. */
export const isSeveral = (typed: string): boolean =>
  /[^\s,;]\s*[,;]\s*[^\s,;]/u.test(typed) || /^@\S+\s+@\S/u.test(typed);

/** `isThere`: a room of this name is, or it can be none. */
export function makings(typed: string, isThere: boolean, { room, group }: Makes): Option[] {
  const several = isSeveral(typed);
  const options: Option[] = [];
  if (group && (several || !typed)) {
    const text = several
      ? t('Start a group with {{names}}…', { names: isolated(typed) })
      : t('Start a group…');
    options.push(apart({ text, sign: render.sign('people'), key: 'group', take: () => group(typed) }));
  }
  if (room && typed && !isThere) {
    const text = render.making({ text: t('Make a room called {{name}}…', { name: isolated(typed) }) });
    const take = () => room(typed.replace(/^#/, ''));
    options.push(apart({ text, sign: render.sign('plus'), key: 'make', take }));
  }
  return options;
}

const apart = (option: Option): Option => ({ ...option, isApart: true });
