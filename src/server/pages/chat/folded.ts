/** What somebody wrote whom the reader ignores is folded on pages, too: there the line opens without a script. */
import type { MessageView, QuotedView } from '../../../shared/messages.js';

type Foldable = Pick<MessageView, 'author'> & { quoted?: Pick<QuotedView, 'author'> | undefined };

/** For templates: of each message, and of what it quotes, whether it is folded. */
export function folding(ignored: number[]): <Shown extends Foldable>(shown: Shown) => Shown {
  if (ignored.length === 0) return (shown) => shown;
  const folds = ({ author }: Pick<MessageView, 'author'>) => ignored.includes(author.id);
  return (shown) => {
    const isFolded = folds(shown);
    const quoted = shown.quoted && { ...shown.quoted, isFolded: folds(shown.quoted) };
    return { ...shown, isFolded, quoted };
  };
}

/** Of the people whom the reader ignores those who are heard in these messages: for everybody else their page is the same. */
export const foldedIn = (messages: Foldable[], ignored: number[]): number[] =>
  ignored.filter((id) => messages.some(({ author, quoted }) => author.id === id || quoted?.author.id === id));
