import type { Contract, RequestOf } from './contract.ts';

interface Parts {
  params?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
}

/** Path and query of a route with its parameters filled in; unset query parameters are left out. */
export function urlOf<C extends Contract>(contract: C, request: Omit<RequestOf<C>, 'body'>): string {
  const { params = {}, query = {} } = request as Parts;
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}
