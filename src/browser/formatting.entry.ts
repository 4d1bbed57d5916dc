/** How messages are formatted, for texts that are on their way: see messages/formatter.ts. */
export { firstLink, format } from '../shared/rules/formatting.js';
