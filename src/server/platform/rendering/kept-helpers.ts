/** What templates write of what was rendered before. */
import Handlebars from 'handlebars';
import { KeptHtml } from './kept-html.js';
import { joined, type KeptList, KeptLists } from './kept-lists.js';
import { ReadyPieces } from './ready-pieces.js';
import type { Helpers } from './view-helpers.js';

/** What a kept partial shows. */
export interface KeptItem {
  /** Names everything that shows, but for the language. */
  keptAs: string;
  /** The partial's model; asked for when it has to be rendered. */
  shows: () => object;
}

interface HelperOptions {
  data: { root: { readyPieces?: ReadyPieces } };
}

/** Bytes, in all languages together: room for 15,000 people and rooms in lists. A server at rest has none of them. */
const kept = new KeptHtml(16_000_000);

/** Bytes, in all languages together: the newest pages of about 1,500 rooms. */
export const keptLists = new KeptLists(64_000_000);

/** The helpers of one language; `environment` has the partials. */
export function keptHelpers(environment: typeof Handlebars, language: string): Helpers {
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  const data = { root: { language } };
  const render = (name: string, shows: object): string => {
    const template = templates.get(name) ?? environment.compile(`{{> ${name}}}`);
    templates.set(name, template);
    // Trimmed, it is one piece, no longer the hundred that a template joins: a quarter of the memory.
    return template(shows, { data }).trim();
  };
  return {
    /** `{{kept "people/person" people}}`: the partial for each of these, out of what was rendered before where it can be. */
    kept(name: string, items: KeptItem[]) {
      const pieces = items.map((item) =>
        kept.get(`${language} ${name} ${item.keptAs}`, () => render(name, item.shows())),
      );
      return new Handlebars.SafeString(pieces.join(''));
    },

    /**
     * `{{keptList "messages/log-line" log}}`: the whole list at once, and between its items what only this reader sees. A
     * log's lines are the same for everybody, and rendering one takes 9 µs.
     */
    keptList(name: string, list: KeptList, { data: { root } }: HelperOptions) {
      const { bytes, places } = keptLists.get(`${language} ${name} ${list.keptAs}`, list.of, () =>
        joined(list.items(), (shows) => render(name, shows)),
      );
      const pieces = (root.readyPieces ??= new ReadyPieces());
      const at = list.between && places.get(list.between.place);
      if (!at) return new Handlebars.SafeString(pieces.add(bytes));
      const between = Buffer.from(render(list.between!.partial, {}));
      return new Handlebars.SafeString(pieces.add(bytes.subarray(0, at), between, bytes.subarray(at)));
    },
  };
}
