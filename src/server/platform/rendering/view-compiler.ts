/**
 * Compiles templates for one language, with what is known by then written in: texts without values, addresses of files,
 * partials in which nothing varies (icons). On a page of fifty messages those were most of what a helper was asked for.
 */
import Handlebars from 'handlebars';
import { constantText } from '../languages/i18n.js';
import { assetAddress } from './assets.js';

type Environment = typeof Handlebars;
type Known = (argument: string) => string;

const { escapeExpression } = Handlebars;

/** Makes `environment.compile`, which its partials and Express's view engine go through, compile for this language. */
export function compileFor(language: string, environment: Environment): void {
  const compile = environment.compile.bind(environment);
  const writeKnown = (source: string) => {
    const program = environment.parse(source);
    new KnownWriter(environment, language).accept(program);
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

  constructor(
    private readonly environment: Environment,
    language: string,
  ) {
    super();
    this.known = { t: (text) => constantText(language, text), asset: assetAddress };
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

  override PartialStatement(statement: hbs.AST.PartialStatement): hbs.AST.Node {
    super.PartialStatement(statement);
    const { name } = statement;
    const source: unknown = 'original' in name ? this.environment.partials[name.original] : undefined;
    const program = typeof source === 'string' ? this.environment.parse(source) : undefined;
    const isPlain = program?.body.every(({ type }) => type === 'ContentStatement');
    if (!isPlain) return statement;
    return content(statement, program!.body.map((each) => (each as hbs.AST.ContentStatement).value).join(''));
  }
}

function content({ loc }: hbs.AST.Node, text: string): hbs.AST.Node {
  const statement = { type: 'ContentStatement', original: text, value: text, loc };
  return statement;
}
