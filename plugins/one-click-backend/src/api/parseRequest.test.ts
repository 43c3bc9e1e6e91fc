import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import type { Request } from 'express';
import { parseRequest } from './parseRequest';

function readKey(parameters: Record<string, string>) {
  const headers: Record<string, string> = { 'Idempotency-Key': 'key-1' };
  const request = {
    params: { project: 'shop' },
    query: {},
    body: {
      name: 'web',
      spec: {},
      blueprint: { name: 'grafana', version: 1, parameters },
    },
    get: (name: string) => headers[name],
  } as unknown as Request;
  return parseRequest('createRollout', endpoints.createRollout, request)
    .idempotency;
}

describe('the key of a request', () => {
  it('holds no answer to a blueprint, not even as a hash', () => {
    expect(readKey({ password: 'short' })).toBeDefined();
    expect(readKey({ password: 'short' })).toEqual(
      readKey({ password: 'other' }),
    );
  });

  it('tells which questions were answered', () => {
    expect(readKey({ password: 'short' })).not.toEqual(
      readKey({ size: 'short' }),
    );
  });
});
