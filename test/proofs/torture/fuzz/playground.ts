/** Where the mutated traffic goes: people and rooms of its own, beside the crowd, who must not notice any of it. */
import type { Random } from '../random.js';
import type { Stage } from '../stage.js';
import type { World } from '../world.js';
import type { Findings } from './findings.js';
import { type Part, passwordHash, Persona } from '../persona.js';
import { crawl, operations, talk } from './rehearsal.js';
import type { RecordedRequest } from './request.js';

/** One step of one kind of traffic. */
export type Lane = (playground: Playground, random: Random) => Promise<void>;

export class Playground {
  readonly personas = {} as Record<Part, Persona>;
  requests: RecordedRequest[] = [];
  packets: string[] = [];
  /** Rooms of the crowd, all private: nobody here may see into them. */
  readonly secrets = new Set<number>();
  sent = 0;
  readonly statuses = new Map<number, number>();
  private ids: number[] = [];

  private constructor(
    readonly world: World,
    readonly findings: Findings,
  ) {}

  static async prepare({ world, crowd }: Stage, findings: Findings, random: Random): Promise<Playground> {
    const playground = new Playground(world, findings);
    await world.query("update rooms set access = 'private' where id = any($1::bigint[])", [
      crowd.rooms.map(({ id }) => id),
    ]);
    for (const { id } of crowd.rooms) playground.secrets.add(id);
    for (const part of ['stranger', 'member', 'admin', 'program', 'adminProgram'] as const)
      playground.personas[part] = await Persona.make(world, part);
    await playground.rehearse(random);
    return playground;
  }

  get port(): number {
    return this.world.server.port;
  }

  /** Worth asking for; for those without an administrator's rights the crowd's, too, which are not theirs. */
  idsFor(part: Part): number[] {
    return part.startsWith('admin') ? this.ids : [...this.ids, ...this.secrets];
  }

  /** An administrator may do anything to the crowd, whose ids none meets by chance; nor may one make another of the others here. */
  isHarmless({ part, body = '' }: RecordedRequest): boolean {
    return !part.startsWith('admin') || !/role/i.test(body) || !/admin/i.test(body);
  }

  count(status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  /** Now and then somebody signed out, or lost their role. */
  async lookAfter(persona: Persona): Promise<void> {
    if (this.sent % 25 === 0 && !(await persona.isSignedIn())) await persona.renewed();
  }

  private async rehearse(random: Random): Promise<void> {
    const { url } = this.world;
    const { member, admin, program, adminProgram, stranger } = this.personas;
    const rooms = await this.rooms();
    this.packets = [
      ...(await talk(url, member, rooms[0]!.address, admin.username)),
      ...(await talk(url, program, rooms[0]!.address, admin.username)),
    ];
    const people = [member.id!, program.id!, await this.victim('a'), await this.victim('b')];
    const messages = await this.world.query<{ id: string }>('select id from messages where room_id = $1', [
      rooms[0]!.id,
    ]);
    this.ids = [...rooms.map(({ id }) => id), ...people, ...messages.map(({ id }) => Number(id))];
    this.requests = [
      ...(await crawl(url, stranger, ['/login', '/register', '/reset?code=x', '/setup?code=x', '/offline'])),
      ...(await crawl(url, member, ['/chat/', `/chat/${encodeURIComponent(rooms[0]!.address)}`, '/account'])),
      ...(await crawl(url, admin, ['/admin', '/account/tokens'])),
      ...(await operations(url, program, this.ids, random)),
      ...(await operations(url, member, this.ids, random)),
      ...(await operations(url, adminProgram, this.ids, random)),
      ...socketRequests,
    ];
  }

  private async rooms(): Promise<{ id: number; address: string }[]> {
    const { member, program } = this.personas;
    const made = ['public', 'private'].map(async (access) => {
      const address = `playground ${access} ${member.username}`;
      const [row] = await this.world.query<{ id: string }>(
        'insert into rooms (name, name_key, access) values ($1, $1, $2) returning id',
        [address, access],
      );
      await this.world.query(
        'insert into memberships (room_id, user_id) select $1, person from unnest($2::bigint[]) person',
        [row!.id, [member.id, program.id]],
      );
      return { id: Number(row!.id), address };
    });
    return Promise.all(made);
  }

  /** Somebody whom administrators may disable, rename, remove. */
  private async victim(letter: string): Promise<number> {
    const name = `victim-${letter}-${this.personas.member.username}`;
    const [row] = await this.world.query<{ id: string }>(
      'insert into users (username, username_key, password_hash) values ($1, $1, $2) returning id',
      [name, await passwordHash()],
    );
    return Number(row!.id);
  }
}

const handshake = '/socket.io/?EIO=4&transport=';

/** What a socket's client asks over HTTP. */
const socketRequests: RecordedRequest[] = (['stranger', 'member'] as const).flatMap((part) => [
  { part, method: 'GET', target: `${handshake}polling`, headers: [] },
  {
    part,
    method: 'POST',
    target: `${handshake}polling&sid=none`,
    headers: [['Content-Type', 'text/plain']],
    body: '40',
  },
  {
    part,
    method: 'GET',
    target: `${handshake}websocket`,
    headers: [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', 'bG9vcGJhY2sgbG9vcGJhYw=='],
      ['Origin', 'http://chat.example'],
    ],
  },
]);
