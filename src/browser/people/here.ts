/** Whether the people on the page are here: the other person of each conversation, and whoever's state stands somewhere. */
import type { Connection } from '../core/connection.js';
import type { PersonView } from '../../shared/presence.js';
import { render } from './templates.js';

type State = Pick<PersonView, 'online' | 'lastHereAt'>;

/** Milliseconds in which rows that are made are asked about together. */
const gatherFor = 300;

const rows = '[data-direct]';
const sentences = '[data-state-of]';

export class Here {
  private readonly states = new Map<number, State>();
  private observer: MutationObserver | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly connection: Connection) {}

  /** Another page is shown. Its lists change while it is. */
  arrived(): void {
    this.observer?.disconnect();
    this.observer = new MutationObserver(() => this.look());
    for (const list of document.querySelectorAll('#rooms, #room-lists'))
      this.observer.observe(list, { childList: true, subtree: true });
    void this.ask();
  }

  tell(people: PersonView[]): void {
    for (const { id, online, lastHereAt } of people) this.learn(id, { online, lastHereAt });
    this.paintRows();
  }

  /** Whoever came or went before this connection heard of it. Without an answer what the page says holds. */
  async ask(): Promise<void> {
    clearTimeout(this.asking);
    this.asking = undefined;
    const userIds = [...new Set([...idsOf(rows, 'direct'), ...idsOf(sentences, 'stateOf')])].slice(0, 500);
    if (userIds.length === 0 || !this.connection.isConnected) return;
    const answer = await this.connection.ask('who_is_here', { userIds }).catch(() => undefined);
    if (!answer?.ok) return;
    const online = new Set(answer.value.online);
    for (const id of userIds) this.learn(id, { online: online.has(id), lastHereAt: null });
    this.paintRows();
  }

  /** The rows are painted once, after all of them. */
  private learn(id: number, state: State): void {
    const known = this.states.get(id);
    // Only whether they are here was asked for: when they were is known better by the page.
    const lastHereAt = state.lastHereAt ?? known?.lastHereAt ?? null;
    this.states.set(id, { online: state.online, lastHereAt });
    for (const sentence of document.querySelectorAll<HTMLElement>(`[data-state-of="${id}"]`))
      this.write(sentence, id);
  }

  private write(sentence: HTMLElement, id: number): void {
    const state = this.states.get(id)!;
    const isSame = sentence.classList.contains('is-here') === state.online;
    if (isSame && (state.online || state.lastHereAt === null)) return;
    sentence.classList.toggle('is-here', state.online);
    const lastHereAt = state.lastHereAt ?? new Date().toISOString();
    sentence.replaceChildren(render.state({ ...state, lastHereAt }));
  }

  /** Rows were written, or made: of a new one nothing is known yet. */
  private look(): void {
    this.paintRows();
    if (idsOf(rows, 'direct').some((id) => !this.states.has(id)))
      this.asking ??= setTimeout(() => void this.ask(), gatherFor);
  }

  private paintRows(): void {
    for (const row of document.querySelectorAll<HTMLElement>(rows)) {
      const state = this.states.get(Number(row.dataset.direct));
      if (state && row.classList.contains('is-here') !== state.online)
        row.classList.toggle('is-here', state.online);
    }
  }
}

const idsOf = (selector: string, name: 'direct' | 'stateOf') =>
  [...document.querySelectorAll<HTMLElement>(selector)].map(({ dataset }) => Number(dataset[name]));
