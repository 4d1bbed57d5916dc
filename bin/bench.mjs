/** `npm run bench`: builds what is stale, bundles test/proofs/bench/ and runs it in this process, so that signals reach it. */
import './require-node.mjs';
import { runProof } from './proof.mjs';

await runProof('bench', {
  main: 'main.ts',
  generator: 'generator/main.ts',
  'ws-room': 'baselines/ws-room.ts',
  'socket-io-room': 'baselines/socket-io-room.ts',
  'node-files': 'baselines/node-files.ts',
  'nginx-files': 'baselines/nginx-files.ts',
});
