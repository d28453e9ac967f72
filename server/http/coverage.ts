import type { Contract } from '../../core/api/contract.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Route } from './bind.ts';

/**
 * Every contract is answered by exactly one route, and no route answers anything else.
 *
 * @throws AppError `routes_incomplete` naming what is missing or bound twice
 */
export function checkCoverage(contracts: readonly Contract[], routes: readonly Route[]): void {
  const bound = routes.map(({ contract }) => contract.id);
  const missing = contracts.map(({ id }) => id).filter((id) => !bound.includes(id));
  const twice = bound.filter((id, index) => bound.indexOf(id) !== index);
  if (missing.length + twice.length === 0) return;
  throw new AppError('routes_incomplete', 'Routes and contracts differ', { context: { missing, twice } });
}
