/**
 * The environment of the tests: Node.js, with the browsers of the worker, and each module is compiled once in a worker. Jest loads all of them anew for each file of
 * tests, which is a fifth of all its work otherwise. What each file runs is its own; only V8's code is shared.
 */
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { chromium } from './browsers-of-worker.mjs';

/** By what a module is called: its source, and V8's code for that. */
const compiled = new Map();
const { SourceTextModule, compileFunction } = vm;

function codeFor(name, source) {
  const known = compiled.get(name);
  return known?.source === source ? known.code : undefined;
}

/** In the place of the class: `new` gives what it returns. */
function CompiledOnce(source, options) {
  const { identifier } = options;
  const cachedData = codeFor(identifier, source);
  if (cachedData)
    try {
      return new SourceTextModule(source, { ...options, cachedData });
    } catch (error) {
      // Compiled before somebody changed a flag of V8.
      if (error.code !== 'ERR_VM_MODULE_CACHED_DATA_REJECTED') throw error;
    }
  const made = new SourceTextModule(source, options);
  compiled.set(identifier, { source, code: made.createCachedData() });
  return made;
}
CompiledOnce.prototype = SourceTextModule.prototype;
vm.SourceTextModule = CompiledOnce;

vm.compileFunction = (source, parameters, options) => {
  // Of CommonJS: the same file may be a module, too.
  const name = `require ${options.filename}`;
  const cachedData = codeFor(name, source);
  const made = compileFunction(source, parameters, { ...options, cachedData, produceCachedData: true });
  if (made.cachedData) compiled.set(name, { source, code: made.cachedData });
  return made;
};

export default class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.browsersOfWorker = { chromium };
  }
}
