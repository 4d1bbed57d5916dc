/** `npm run ux`: builds what is stale, bundles test/proofs/ux/ and runs it in this process, so that signals reach it. */
import './require-node.mjs';
import { runProof } from './proof.mjs';

await runProof('ux', { main: 'main.ts' });
