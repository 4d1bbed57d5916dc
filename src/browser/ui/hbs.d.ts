/** What bin/build.mjs makes of a template: the compiled function, which needs no `eval`. */
declare module '*.hbs' {
  const template: (context: unknown) => string;
  export default template;
}

declare module 'handlebars/runtime.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}
