/** Commands inside a message's text: `/pm`, `/me`, `/topic`, `/help`; `//` starts a text with a slash. */

export type Command =
  | { name: 'say'; text: string }
  | { name: 'me'; text: string }
  | { name: 'pm'; to: string; text: string }
  | { name: 'topic'; text: string }
  | { name: 'help' }
  | { name: 'unknown'; word: string }
  | { name: 'incomplete'; usage: string };

/** The commands as people see them, for `/help` and for completion. `about` is a key of the texts. */
export const commandList = [
  { usage: '/pm <user> <text>', about: 'write to one person, privately' },
  { usage: '/me <text>', about: 'say what you are doing' },
  { usage: '/topic <text>', about: 'change the topic of this room' },
  { usage: '/help', about: 'show these commands' },
] as const;

/** What `/help` answers, a command a line. */
export function commandHelp(translate: (text: string) => string): string {
  return commandList.map(({ usage, about }) => `${usage}  ${translate(about)}`).join('\n');
}

const usage = (name: string) => commandList.find((command) => command.usage.startsWith(`/${name}`))!.usage;

export function parseCommand(text: string): Command {
  if (!text.startsWith('/')) return { name: 'say', text };
  if (text.startsWith('//')) return { name: 'say', text: text.slice(1) };
  const [word, rest] = firstWord(text.slice(1));
  switch (word.toLowerCase()) {
    case 'me':
      return rest ? { name: 'me', text: rest } : { name: 'incomplete', usage: usage('me') };
    case 'topic':
      return rest ? { name: 'topic', text: rest.trim() } : { name: 'incomplete', usage: usage('topic') };
    case 'pm': {
      const [to, body] = firstWord(rest.replace(/^@/, ''));
      return to && body.trim() ? { name: 'pm', to, text: body } : { name: 'incomplete', usage: usage('pm') };
    }
    case 'help':
      return { name: 'help' };
    default:
      return { name: 'unknown', word };
  }
}

/** The word that a text begins with, and what follows it. */
function firstWord(text: string): [string, string] {
  const end = text.search(/\s/);
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end).trimStart()];
}
