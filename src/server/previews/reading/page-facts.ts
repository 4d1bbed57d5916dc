/** What a page says of itself in its head. */
import { Parser } from 'htmlparser2';

/** By their names in small letters: of `<meta>`, and `title`; of each the first. */
export interface PageFacts {
  title: string;
  meta: Map<string, string>;
  /** From where relative addresses go. */
  base?: string;
}

/** Characters that are parsed at once: what follows the head of a page is not. */
const stretch = 16_384;
/** Characters that are kept of one value, and of the title. */
const longest = 4_000;
/** Names that are kept of; a page has a few dozens. */
const mostNames = 200;
/**
 * Tags that are open within each other; a head has three. The parser moves all of them for each one that opens and searches them for
 * each that closes: half a megabyte of tags that never close would keep the server busy for minutes.
 */
const deepest = 100;
const wanted = /^(?:og:|twitter:|description$)/;

export function factsOfPage(html: string): PageFacts {
  const facts: PageFacts = { title: '', meta: new Map() };
  const head = new Head(facts);
  const parser = new Parser(head, { decodeEntities: true, lowerCaseTags: true });
  for (let at = 0; at < html.length && !head.isOver; at += stretch)
    parser.write(html.slice(at, at + stretch));
  parser.end();
  return facts;
}

class Head {
  isOver = false;
  private isInTitle = false;
  private hasTitle = false;
  private depth = 0;

  constructor(private readonly facts: PageFacts) {}

  onopentag(name: string, { name: metaName, property, content, href }: Record<string, string>): void {
    this.depth++;
    if (this.depth > deepest) this.isOver = true;
    if (this.isOver) return;
    if (name === 'body') this.isOver = true;
    else if (name === 'title') this.isInTitle = !this.hasTitle;
    else if (name === 'base' && href !== undefined) this.facts.base ??= href;
    else if (name === 'meta' && content !== undefined) this.learn(property ?? metaName ?? '', content);
  }

  ontext(text: string): void {
    if (this.isInTitle && this.facts.title.length < longest) this.facts.title += text;
  }

  onclosetag(name: string): void {
    this.depth--;
    if (name === 'head') this.isOver = true;
    if (name !== 'title' || !this.isInTitle) return;
    this.isInTitle = false;
    this.hasTitle = true;
  }

  private learn(given: string, content: string): void {
    const name = given.slice(0, 50).trim().toLowerCase();
    const { meta } = this.facts;
    if (!wanted.test(name) || meta.has(name) || meta.size >= mostNames || content.trim() === '') return;
    meta.set(name, content.slice(0, longest));
  }
}
