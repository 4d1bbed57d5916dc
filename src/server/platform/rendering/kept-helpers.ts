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

interface Root {
  readyPieces?: ReadyPieces;
}

interface HelperOptions {
  data: { root: Root };
}

/** Bytes, in all languages together: room for 15,000 people and rooms in lists. A server at rest has none of them. */
const kept = new KeptHtml(16_000_000);

/** Bytes, in all languages together: the newest pages of about 1,500 rooms. */
export const keptLists = new KeptLists(64_000_000);

/** The helpers of one language; `environment` has the partials. */
export function keptHelpers(environment: typeof Handlebars, language: string): Helpers {
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  // What is kept belongs to no page, so no page's pieces can be in it.
  const data = { root: Object.freeze({ language }) };
  const render = (name: string, shows: object): string => {
    const template = templates.get(name) ?? environment.compile(`{{> ${name}}}`);
    templates.set(name, template);
    return template(shows, { data }).trim();
  };
  return {
    /** `{{kept "people/person" people}}`: the partial for each of these, out of what was rendered before where it can be. */
    kept(name: string, items: KeptItem[], { data: { root } }: HelperOptions) {
      if (items.length === 0) return '';
      const pieces = items.map((item) =>
        kept.get(`${language} ${name} ${item.keptAs}`, () => render(name, item.shows())),
      );
      return readyIn(root, Buffer.from(pieces.join(''), 'latin1'));
    },

    /**
     * `{{keptList "messages/log-line" log}}`: the whole list at once, and between its items what only this reader sees. A
     * log's lines are the same for everybody, and rendering one takes 9 µs.
     */
    keptList(name: string, list: KeptList, { data: { root } }: HelperOptions) {
      const { bytes, places } = keptLists.get(`${language} ${name} ${list.keptAs}`, list.of, () =>
        joined(list.items(), (shows) => render(name, shows)),
      );
      const at = list.between && places.get(list.between.place);
      if (!at) return readyIn(root, bytes);
      const between = Buffer.from(render(list.between!.partial, list.between!.shows ?? {}));
      return readyIn(root, bytes.subarray(0, at), between, bytes.subarray(at));
    },
  };
}

function readyIn(root: Root, ...bytes: Buffer[]): Handlebars.SafeString {
  const pieces = (root.readyPieces ??= new ReadyPieces());
  return new Handlebars.SafeString(pieces.add(...bytes));
}
