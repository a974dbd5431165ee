import type { HttpClient } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { remoteApi } from '../../src/api/remote-api.ts';

type Request = Parameters<HttpClient['request']>[0];

const answering = (status: number, body: string) => {
  const requests: Request[] = [];
  const http: HttpClient = {
    async request(request) {
      requests.push(request);
      return { status, headers: {}, body };
    },
  };
  return { api: remoteApi(http, 'http://localhost:8080/'), requests };
};

test('a call becomes the request that its path, parameters, query, body and key describe', async () => {
  const { api, requests } = answering(200, '{"items":[]}');
  await api.call({ method: 'get', path: '/api/centers/{id}', params: { id: 'a/b' } });
  await api.call({
    method: 'post',
    path: '/api/import',
    query: { center: 'a b' },
    body: 'id\n',
    contentType: 'text/csv',
  });
  await api.call({ method: 'post', path: '/api/centers', body: { id: 'a' }, key: 'k' });
  expect(requests).toMatchObject([
    { method: 'GET', url: 'http://localhost:8080/api/centers/a%2Fb', headers: {} },
    {
      method: 'POST',
      url: 'http://localhost:8080/api/import?center=a+b',
      headers: { 'content-type': 'text/csv' },
      body: 'id\n',
    },
    {
      method: 'POST',
      url: 'http://localhost:8080/api/centers',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      body: '{"id":"a"}',
    },
  ]);
  expect(requests[0]).not.toHaveProperty('body');
});

test('an answer is its status and its JSON, or the text when it is none', async () => {
  const call = { method: 'get', path: '/x' } as const;
  expect(await answering(404, '{"code":"x"}').api.call(call)).toEqual({ status: 404, body: { code: 'x' } });
  expect(await answering(502, '<html>').api.call(call)).toEqual({ status: 502, body: '<html>' });
});
