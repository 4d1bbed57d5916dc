/** Who is typing: each name is forgotten after 5 s, or when their message comes. */
import type { UserView } from '../../shared/people.js';
import { isolated } from '../ui/isolated.js';
import { t } from '../ui/page-texts.js';

const forgetAfter = 5_000;

export class TypingLine {
  private readonly names = new Map<number, { name: string; timer: ReturnType<typeof setTimeout> }>();

  constructor(private readonly line: HTMLElement) {}

  add({ id, name }: UserView): void {
    clearTimeout(this.names.get(id)?.timer);
    this.names.set(id, { name, timer: setTimeout(() => this.remove(id), forgetAfter) });
    this.show();
  }

  remove(userId: number): void {
    clearTimeout(this.names.get(userId)?.timer);
    if (this.names.delete(userId)) this.show();
  }

  private show(): void {
    const [first, second, third] = [...this.names.values()].map(({ name }) => isolated(name));
    if (first === undefined) this.line.textContent = '';
    else if (second === undefined) this.line.textContent = t('{{name}} is typing…', { name: first });
    else if (third === undefined)
      this.line.textContent = t('{{first}} and {{second}} are typing…', { first, second });
    else this.line.textContent = t('Several people are typing…');
  }
}
