/** Ties a contract to what answers it, with the types of the contract. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { BodyOf, Contract, ParamsOf, QueryOf } from '../../core/api/contract.ts';
import type { User } from '../../core/model/catalogue.ts';

/** The paired player a bearer token stands for. */
export interface DeviceIdentity {
  deviceId: string;
  screenId: string;
}

/** The crew's phone a bearer token stands for, with whom it speaks for. */
export interface CrewIdentity {
  deviceId: string;
  unitId: string;
  userId: string;
  /** Aborts when its rights are taken away. */
  ended: AbortSignal;
}

type UserOf<C extends Contract> = C['access'] extends 'public'
  ? User | null
  : C['access'] extends 'device' | 'crew'
    ? null
    : User;

export interface Call<C extends Contract> {
  params: ParamsOf<C>;
  query: QueryOf<C>;
  body: BodyOf<C>;
  /** Who calls; on a public route null unless signed in. */
  user: UserOf<C>;
  device: C['access'] extends 'device' ? DeviceIdentity : null;
  crew: C['access'] extends 'crew' ? CrewIdentity : null;
  req: Request;
  /** For headers and cookies, and for bodies that are not JSON: those the handler writes to its end. */
  res: Response;
}

/** JSON is returned; null answers 204; for other media types the handler has written the body itself. */
type Answer<C extends Contract> = C['response'] extends z.ZodType ? z.input<C['response']> : void;

export interface Route {
  readonly contract: Contract;
  /** The caller has checked access and parsed the parts against the contract. */
  readonly handle: (call: Call<Contract>) => Promise<unknown>;
}

/** A route. The handler throws `Refusal` for expected problems; anything else it throws is a fault. */
export function bind<C extends Contract>(contract: C, handler: (call: Call<C>) => Promise<Answer<C>>): Route {
  return { contract, handle: handler };
}
