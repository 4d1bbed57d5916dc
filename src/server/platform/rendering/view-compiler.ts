/**
 * Compiles templates for one language, with what is known by then written in: texts without values, addresses of files,
 * partials (icons, forms' tokens, whole parts of a page). On a page of fifty messages those were most of what a helper was asked for.
 */
import Handlebars from 'handlebars';
import { constantText } from '../languages/i18n.js';
import { assetAddress, drawingAddress } from './assets.js';

type Environment = typeof Handlebars;
type Known = (argument: string) => string;

const { escapeExpression } = Handlebars;

/** Makes `environment.compile`, which its partials and Express's view engine go through, compile for this language. */
export function compileFor(language: string, environment: Environment): void {
  const compile = environment.compile.bind(environment);
  // Handlebars puts what it has compiled in the place of a partial's source.
  const partials = { ...(environment.partials as Record<string, string>) };
  const writeKnown = (source: string) => {
    const program = environment.parse(source);
    new KnownWriter(environment, partials, language).accept(program);
    return program;
  };
  const options: CompileOptions = {
    // Spares the question, for each name in a template, whether it is a helper's.
    knownHelpers: Object.fromEntries(Object.keys(environment.helpers).map((name) => [name, true])),
    knownHelpersOnly: true,
    // An indented partial would be taken apart into its lines and put together again.
    preventIndent: true,
  };
  environment.compile = (source: string) => compile(writeKnown(source), options);
}

class KnownWriter extends Handlebars.Visitor {
  /** Says to Handlebars that what the methods return takes the place of what they were given. */
  readonly mutating = true;
  private readonly known: Record<string, Known>;
  /** The sources of the partials in which what is read stands. */
  private readonly within: string[] = [];

  constructor(
    private readonly environment: Environment,
    private readonly partials: Record<string, string>,
    language: string,
  ) {
    super();
    this.known = { t: (text) => constantText(language, text), asset: assetAddress, drawing: drawingAddress };
  }

  override MustacheStatement(statement: hbs.AST.MustacheStatement): hbs.AST.Node {
    super.MustacheStatement(statement);
    const { path, params, hash } = statement;
    const [argument] = params;
    const known = 'original' in path ? this.known[path.original] : undefined;
    const isConstant = params.length === 1 && argument!.type === 'StringLiteral' && !hash?.pairs.length;
    if (!known || !isConstant) return statement;
    return content(statement, escapeExpression(known((argument as hbs.AST.StringLiteral).value)));
  }

  /** A partial for the same things as what stands around it is written in: to call one takes longer than most have to do. */
  override Program(program: hbs.AST.Program): void {
    super.Program(program);
    program.body = program.body.flatMap((statement) => this.writtenIn(statement) ?? [statement]);
  }

  private writtenIn(statement: hbs.AST.Statement): hbs.AST.Statement[] | undefined {
    if (statement.type !== 'PartialStatement') return undefined;
    const { name, params, hash } = statement as hbs.AST.PartialStatement;
    const source = 'original' in name ? this.partials[name.original] : undefined;
    const isForTheSame = params.length === 0 && !hash?.pairs.length;
    // One that stands within itself has no end.
    if (source === undefined || !isForTheSame || this.within.includes(source)) return undefined;
    const program = this.environment.parse(source);
    this.within.push(source);
    this.accept(program);
    this.within.pop();
    return program.body;
  }
}

function content({ loc }: hbs.AST.Node, text: string): hbs.AST.Node {
  const statement = { type: 'ContentStatement', original: text, value: text, loc };
  return statement;
}
