import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Contract } from '../../core/api/contract.ts';
import { Problem, PROBLEMS, type ProblemCode } from '../../core/api/problems.ts';

const COMMON: readonly ProblemCode[] = ['invalid_request', 'internal'];
const NEEDS_USER: readonly ProblemCode[] = ['not_signed_in', 'forbidden'];

const securityOf = ({ access }: Contract) =>
  access === 'public' ? [] : [access === 'device' || access === 'crew' ? { device: [] } : { session: [] }];

function problemResponses(contract: Contract) {
  const byAccess =
    contract.access === 'public'
      ? []
      : contract.access === 'device' || contract.access === 'crew'
        ? (['device_unknown'] as const)
        : NEEDS_USER;
  const codes = [...new Set([...COMMON, ...byAccess, ...(contract.problems ?? [])])];
  const byStatus = Map.groupBy(codes, (code) => String(PROBLEMS[code].status));
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `${code}: ${PROBLEMS[code].en}`).join('\n'),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}

function successResponse({ response, summary }: Contract) {
  if (response === null) return { '204': { description: summary } };
  if (!('mediaTypes' in response)) {
    return { '200': { description: summary, content: { 'application/json': { schema: response } } } };
  }
  const binary = z.string().meta({ format: 'binary' });
  const content = Object.fromEntries(response.mediaTypes.map((type) => [type, { schema: binary }]));
  return { '200': { description: summary, content } };
}

/** OpenAPI 3.1 text of all contracts. */
export function openApiDocument(contracts: readonly Contract[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [contract.method]: {
        operationId: contract.id,
        summary: contract.summary,
        security: securityOf(contract),
        requestParams: {
          ...(contract.params === undefined ? {} : { path: contract.params }),
          ...(contract.query === undefined ? {} : { query: contract.query }),
        },
        ...(contract.body === undefined
          ? {}
          : { requestBody: { required: true, content: { 'application/json': { schema: contract.body } } } }),
        responses: { ...successResponse(contract), ...problemResponses(contract) },
      },
    };
  }
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Wawar', version, description: 'Controller of a city’s outdoor media.' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'wawar_session' },
        device: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}
