/**
 * Icons are drawn in views/icons/, one a file, and `{{> icons/send}}` shows one. On a page the shape of each stands once, in
 * `{{> icons}}`, and is referred to from everywhere else: written out they were a fifth of a room's page. The scripts'
 * templates are treated alike by bin/build.mjs. In the page and not a file of its own: that would be one more request, and
 * buttons would stand empty until it is answered. Those that no room begins with say `data-later`: they are in `{{> icons-later}}`,
 * for pages outside the chat and those that name what comes later (views/shell/later-styles.hbs), and come with its script.
 */

const folder = 'icons/';
const later = ' data-later';
const drawing =
  /^<svg class="icon"([^>]*?)(?: width="\d+" height="\d+")([^>]*?) aria-hidden="true">([^]*)<\/svg>\s*$/;

/** The partials with their icons drawn once; `components/icon` says how one is referred to. */
export function withIconsOnce(partials: [string, string][]): [string, string][] {
  const isIcon = ([name]: [string, string]) => name.startsWith(folder);
  const reference = partials.find(([name]) => name === 'components/icon')![1];
  const icons = partials.filter(isIcon).map(([name, source]) => [name.slice(folder.length), source] as const);
  const shapes = (isLater: boolean) =>
    icons
      .filter(([, source]) => source.includes(later) === isLater)
      .map(([name, source]) => shape(name, source.replace(later, '')))
      .join('');
  return [
    ...partials.filter((partial) => !isIcon(partial)),
    ...icons.map(([name]): [string, string] => [folder + name, reference.replace('{{name}}', name)]),
    ['icons', drawn(shapes(false))],
    ['icons-later', drawn(shapes(true))],
  ];
}

const drawn = (shapes: string) => `<svg class="icon-shapes" aria-hidden="true">${shapes}</svg>`;

/** Throws for a file that is not drawn like the others. */
function shape(name: string, source: string): string {
  const [, before, after, lines] = drawing.exec(source) ?? [];
  if (lines === undefined) throw new Error(`views/icons/${name}.hbs is no icon like the others`);
  return `<symbol id="icon-${name}"${before}${after}>${lines}</symbol>`;
}
