import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import type { RenderResult } from '@testing-library/react';
import { oneClickApiRef } from '../api/apiRef';
import { oneClickPlugin } from '../plugin';
import type { FakeOneClickApi } from './FakeOneClickApi';

/** Boots the whole plugin at an address below `/one-click`, on the API given. */
export function renderPlugin(path: string, api: FakeOneClickApi): RenderResult {
  const client = ApiBlueprint.make({
    name: 'client',
    params: defineParams =>
      defineParams({ api: oneClickApiRef, deps: {}, factory: () => api }),
  });
  return renderTestApp({
    features: [oneClickPlugin.withOverrides({ extensions: [client] })],
    initialRouteEntries: [`/one-click${path}`],
  });
}
