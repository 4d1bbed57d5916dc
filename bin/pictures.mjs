/** `npm run pictures`: builds what is stale and makes the README's pictures anew (test/proofs/pictures/). */
import './require-node.mjs';
import { runProof } from './proof.mjs';

await runProof('pictures', { main: 'main.ts' });
