/** What bin/templates.mjs makes of a template: a function, which needs no `eval`. */
declare module '*.hbs' {
  const template: (context: unknown) => string;
  export default template;
}
