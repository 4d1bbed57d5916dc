/** The page as the server made it, beside what scripts have made of it since: of this the pages are made that are kept. */
export class Frame {
  private page = copyOf(document);

  /** The page that is about to be shown; `isWhole`: not only the room and its people change. */
  shows(page: Document, isWhole: boolean): void {
    if (isWhole) {
      this.page = copyOf(page);
      return;
    }
    this.page.title = page.title;
    for (const id of ['main', 'people'])
      this.page.getElementById(id)?.replaceWith(page.getElementById(id)!.cloneNode(true));
  }

  /** A copy of the page that is shown, as the server made it. */
  copy(): Document {
    return copyOf(this.page);
  }
}

/** Without the thread that was open when it was made. */
function copyOf(page: Document): Document {
  const copy = page.cloneNode(true) as Document;
  const thread = copy.getElementById('thread');
  thread?.replaceChildren();
  thread?.setAttribute('hidden', '');
  return copy;
}
