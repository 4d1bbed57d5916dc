/** The container's health check: exit code 0 when the server on this machine can serve people. */
const isReady = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isReady ? 0 : 1);
