/** Puts bound contracts on an Express router: access, then body, then parts, then the handler. */
import { promisify } from 'node:util';
import express, { type Request, type Response, type Router } from 'express';
import type { Contract } from '../../core/api/contract.ts';
import type { Services } from '../services.ts';
import { admit } from './access.ts';
import type { Call, Route } from './bind.ts';
import { parseParts } from './parse.ts';
import { languageOf } from './problem.ts';
import type { Underway } from './underway.ts';

const DEFAULT_BODY_LIMIT_BYTES = 256 * 1024;

const isJson = (response: Contract['response']): boolean => response !== null && !('mediaTypes' in response);

/** Reads the JSON body only after access was granted: strangers cannot make the server buffer. */
function bodyReader(contract: Contract): (req: Request, res: Response) => Promise<void> {
  if (contract.body === undefined) return async () => undefined;
  const limit = contract.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES;
  return promisify(express.json({ limit, type: ['application/json', 'application/*+json'] }));
}

export function mountRoute(
  router: Router,
  services: Services,
  underway: Underway,
  { contract, handle }: Route,
): void {
  const readBody = bodyReader(contract);
  router[contract.method](contract.path, async (req, res) => {
    const { user, device, crew } = await admit(services, req, contract.access);
    await readBody(req, res);
    const given = { params: req.params, query: req.query, body: req.body as unknown };
    const parts = parseParts(contract, given, languageOf(req));
    const call = { ...parts, user, device, crew, req, res } as unknown as Call<Contract>;
    const answer = await underway.run(handle(call));
    if (contract.response === null) res.status(204).end();
    else if (isJson(contract.response)) res.set('Cache-Control', 'no-store').json(answer);
  });
}
