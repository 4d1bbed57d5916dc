/** The line that says that a link in what is being written will be shown with what it leads to, and takes it back. */
import linkNote from '../../../views/composer/link-note.hbs';
import { parseCommand } from '../../shared/rules/commands.js';
import { linkIn } from '../messages/formatter.js';
import { elementOf } from '../ui/handlebars.js';
import { looksAtLinks } from '../ui/previews-shown.js';

export class LinkNote {
  /** The link that is written of. */
  private link: string | null = null;
  /** The one that is to be shown without that. */
  private unwanted: string | null = null;
  private line: HTMLElement | undefined;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
  ) {
    field.addEventListener('input', () => void this.look());
    void this.look();
  }

  /** Whether the text that goes out now is to be shown without; the next one is asked for anew. */
  take(): boolean {
    const isUnwanted = this.link !== null && this.link === this.unwanted;
    [this.link, this.unwanted] = [null, null];
    this.draw();
    return isUnwanted;
  }

  private async look(): Promise<void> {
    const { value } = this.field;
    const link = value.includes('://') && looksAtLinks() ? await linkIn(said(value)) : null;
    // Somebody has typed on.
    if (value !== this.field.value) return;
    this.link = link !== null && isElsewhere(link) ? link : null;
    this.draw();
  }

  private draw(): void {
    const host = this.link !== null && this.link !== this.unwanted ? new URL(this.link).host : undefined;
    if (host === this.line?.dataset.host) return;
    this.line?.remove();
    this.line = host === undefined ? undefined : this.made(host);
  }

  private made(host: string): HTMLElement {
    const line = elementOf(linkNote, { host });
    line.dataset.host = host;
    line.querySelector('button')!.addEventListener('click', () => {
      this.unwanted = this.link;
      this.draw();
      this.field.focus();
    });
    this.form.prepend(line);
    return line;
  }
}

/** What a command says shows no preview. */
function said(text: string): string {
  const command = parseCommand(text);
  return command.name === 'say' ? command.text : '';
}

const isElsewhere = (link: string): boolean => URL.canParse(link) && new URL(link).origin !== location.origin;
