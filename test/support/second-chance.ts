/**
 * In CI a failed test is tried twice more, at once, and .ci/run names it: a machine that stands still for half a minute
 * shall not cost a landing. What fails every time fails.
 */
import { jest } from '@jest/globals';

if (process.env.CI)
  jest.retryTimes(2, { logErrorsBeforeRetry: true, waitBeforeRetry: 1_000, retryImmediately: true });
