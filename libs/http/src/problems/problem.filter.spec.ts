import type { ArgumentsHost } from '@nestjs/common';
import {
  Conflict,
  Forbidden,
  Malformed,
  NotFound,
  NotYetKnown,
  RuleViolation,
  Stale,
  Unavailable,
  InvalidTransition,
} from '@tributary/kernel';
import { RememberedAuditLog } from '../auth/audit-log.js';
import { RouteTable } from '../server/route-table.js';
import { ProblemFilter } from './problem.filter.js';
import { problemOf, statusOf, withPlatformErrors } from './problem.js';

const catalog = withPlatformErrors({ DEAL_TAKEN: { status: 423, title: 'Taken', remedy: 'Choose another.' } });

it.each([
  [new RuleViolation('X', 'x'), 422],
  [new Forbidden('X', 'x'), 403],
  [new Conflict('X', 'x'), 409],
  [new Conflict('DEAL_TAKEN', 'x'), 423],
  [new InvalidTransition('open', ['closed']), 409],
  [new NotYetKnown('partner'), 409],
  [new NotFound('deal'), 404],
  [new Stale(), 412],
  [new Malformed('x'), 400],
  [new Unavailable(), 503],
])('%s has its status', (error, status) => expect(statusOf(error, catalog)).toBe(status));

it('lets an error add members, but not replace those that every problem has', () => {
  const error = new RuleViolation('X', 'No.', { extensions: { left: 3, status: 200, code: 'Y' }, allowed: ['a'] });
  expect(problemOf(error, catalog, '/v1/x', 'trace')).toEqual({
    type: '/docs/errors#X',
    title: 'Refused',
    status: 422,
    detail: 'No.',
    instance: '/v1/x',
    code: 'X',
    traceId: 'trace',
    allowed: ['a'],
    left: 3,
  });
});

it('passes an error of an event handler on to its strategy', () => {
  const filter = new ProblemFilter(catalog, new RememberedAuditLog(), new RouteTable());
  const error = new Error('retry me');
  const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
  expect(() => filter.catch(error, host)).toThrow(error);
});
