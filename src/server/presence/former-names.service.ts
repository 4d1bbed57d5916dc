/**
 * Names that people had, and who they are now: the newest 2,000, and those that were left since. Each node holds them, as it hears of
 * every change of a person, so that a page asks for nothing.
 */
import { Injectable } from '@nestjs/common';
import type { Role, UserView } from '../../shared/people.js';
import type { RenamedPerson, ShownPerson } from '../../shared/profiles.js';
import { type Bearers, formerMentionsIn } from '../../shared/rules/former-names.js';
import { ShownPeopleRepository } from './shown-people.repository.js';

interface Reader {
  id: number;
  /** Undefined where it is not known: the database is asked what they may see. */
  role?: Role | undefined;
}

/** Texts for one reader. */
export interface Texts {
  reader: Reader;
  texts: (string | undefined)[];
}

const nobody: Bearers = new Map();

@Injectable()
export class FormerNames {
  private readonly bearers = new Map<string, UserView>();
  private readonly keysOf = new Map<number, string[]>();

  constructor(private readonly repository: ShownPeopleRepository) {}

  /** How people are shown from now on; whoever was erased had no other names. */
  learn(people: Pick<ShownPerson, 'user' | 'formerNames'>[]): void {
    for (const { user, formerNames = [] } of people) {
      for (const key of this.keysOf.get(user.id) ?? []) this.bearers.delete(key);
      this.keysOf.delete(user.id);
      if (formerNames.length > 0) this.keysOf.set(user.id, formerNames);
      for (const key of formerNames) this.bearers.set(key, user);
    }
  }

  /** Who has taken another username lately, of those whom the reader may see. */
  renamed(reader: Reader): Promise<RenamedPerson[]> {
    return this.repository.renamed(reader.id);
  }

  /** Of the names that stand in these texts those that people had whom the reader may see. */
  async in(reader: Reader, texts: Texts['texts']): Promise<Bearers> {
    const [bearers] = await this.inEach([{ reader, texts }]);
    return bearers!;
  }

  /** The same for several readers at once, in their order. */
  async inEach(all: Texts[]): Promise<Bearers[]> {
    if (this.bearers.size === 0) return all.map(() => nobody);
    const found = all.map(({ reader, texts }) => ({ reader, people: this.calledIn(texts) }));
    const asked = found.flatMap(({ reader, people }) =>
      reader.role === undefined || reader.role === 'guest'
        ? people.map(({ id: personId }) => ({ readerId: reader.id, personId }))
        : [],
    );
    const seen = asked.length > 0 ? await this.repository.seen(asked) : [];
    const isHidden = (readerId: number, personId: number) => {
      const isPair = (pair: (typeof asked)[number]) =>
        pair.readerId === readerId && pair.personId === personId;
      return asked.some(isPair) && !seen.some(isPair);
    };
    return found.map(({ reader, people }) => this.of(people.filter(({ id }) => !isHidden(reader.id, id))));
  }

  private calledIn(texts: Texts['texts']): UserView[] {
    const mentions = texts.flatMap((text) => (text ? formerMentionsIn(text, this.bearers) : []));
    return [...new Map(mentions.map(({ bearer }) => [bearer.id, bearer])).values()];
  }

  private of(people: UserView[]): Bearers {
    if (people.length === 0) return nobody;
    return new Map(
      people.flatMap((person) => this.keysOf.get(person.id)!.map((key) => [key, person] as const)),
    );
  }
}
