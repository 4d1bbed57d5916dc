/** The load generator: a process of its own, told by the bench what to do, one command at a time. */
import { askInLoops, type AskPlan, type AskResult } from './asking.js';
import { Crowd, type Person } from './crowd.js';
import { Office, type OfficeResult, type Rates } from './office.js';
import { OwnLoad } from './own-load.js';
import { loadPages, type PagePlan } from './pages.js';
import { type SendingResult, type Sender, sendInLoops, sendOneByOne, sendSteadily } from './sending.js';
import {
  awaitFile,
  type Download,
  keepSending,
  sendFiles,
  takeFile,
  type Transfer,
  type Upload,
} from './transfers.js';

/** Crowds are named by the bench; `watchers` are those whose receipts count. */
export interface Commands {
  enter(order: { crowd: string; url: string; people: Person[]; atOnce: number }): Entered;
  /** Everybody disconnects; the crowd is forgotten, unless it is to come back. */
  leave(order: { crowd: string; toComeBack?: true }): null;
  comeBack(order: { crowd: string; atOnce: number }): Entered;
  oneByOne(order: { crowd: string; count: number; pause: number }): SendingResult;
  steadily(order: { crowd: string; senders: number; rate: number; seconds: number }): SendingResult;
  loops(order: {
    crowd: string;
    watchers: string;
    senders: number;
    roomIds: number[];
    seconds: number;
  }): SendingResult;
  ask(order: { crowd: string } & AskPlan): AskResult;
  pages(order: PagePlan): AskResult;
  /** `crowd` are those who only look. */
  openOffice(order: { crowd: string; url: string; people: { cookie: string; rooms: string[] }[] }): null;
  officeDay(order: { crowd: string; rates: Rates; seconds: number }): OfficeResult;
  /** All at once. */
  sendFiles(order: Upload[]): Transfer[];
  keepSending(order: Parameters<typeof keepSending>[0]): Transfer[];
  takeFile(order: Download): Transfer;
  /** Until what was sent has become a file; its seconds. */
  awaitFile(order: Download): number;
}

export interface Entered {
  failed: number;
  seconds: number;
  /** This process's own CPU, as a share of one core. */
  generatorLoad: number;
}

export type Command = keyof Commands;
export type Order<Name extends Command> = Parameters<Commands[Name]>[0];
export type Result<Name extends Command> = ReturnType<Commands[Name]>;

const crowds = new Map<string, Crowd>();
const offices = new Map<string, Office>();

function crowd(name: string): Crowd {
  const found = crowds.get(name);
  if (!found) throw new Error(`There is no crowd ${name}.`);
  return found;
}

/** Senders spread over the crowd, each in its own first room. */
function spread(from: Crowd, count: number): Sender[] {
  const step = Math.max(1, Math.floor(from.members.length / count));
  return from.members
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map(({ client, roomIds }) => ({ client, roomId: roomIds[0]! }));
}

async function timed(enter: () => Promise<number>): Promise<Entered> {
  const [start, load] = [performance.now(), new OwnLoad()];
  const failed = await enter();
  return { failed, seconds: (performance.now() - start) / 1_000, generatorLoad: load.share() };
}

const handlers: { [Name in Command]: (order: Order<Name>) => Promise<Result<Name>> } = {
  enter({ crowd: name, url, people, atOnce }) {
    const group = crowds.get(name) ?? new Crowd(url);
    crowds.set(name, group);
    return timed(() => group.add(people, atOnce));
  },
  leave({ crowd: name, toComeBack }) {
    crowd(name).close();
    if (!toComeBack) crowds.delete(name);
    return Promise.resolve(null);
  },
  comeBack: ({ crowd: name, atOnce }) => timed(() => crowd(name).comeBack(atOnce)),
  oneByOne({ crowd: name, count, pause }) {
    const group = crowd(name);
    return sendOneByOne(group, spread(group, 1)[0]!, count, pause);
  },
  steadily({ crowd: name, senders, rate, seconds }) {
    const group = crowd(name);
    return sendSteadily(group, spread(group, senders), rate, seconds);
  },
  loops({ crowd: name, watchers, senders: count, roomIds, seconds }) {
    const senders = crowd(name)
      .members.slice(0, count)
      .map(({ client }, index) => ({ client, roomId: roomIds[index % roomIds.length]! }));
    return sendInLoops(crowd(watchers), senders, seconds);
  },
  ask: ({ crowd: name, ...plan }) =>
    askInLoops(
      crowd(name).members.map(({ client }) => client),
      plan,
    ),
  pages: loadPages,
  async openOffice({ crowd: name, url, people }) {
    const office = offices.get(name) ?? new Office(crowd(name));
    offices.set(name, office);
    await office.open(url, people);
    return null;
  },
  officeDay: ({ crowd: name, rates, seconds }) => offices.get(name)!.day(rates, seconds),
  sendFiles,
  keepSending,
  takeFile,
  awaitFile,
};

process.on('message', ({ name, order }: { name: Command; order: never }) => {
  handlers[name](order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
// The bench is gone, however it ended.
process.on('disconnect', () => process.exit(0));
