import { createDevApp } from '@backstage/frontend-dev-utils';
import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import plugin from '../src';
import { oneClickApiRef } from '../src/api/apiRef';
import { exampleWorld } from '../src/testing/exampleWorld';
import { FakeOneClickApi } from '../src/testing/FakeOneClickApi';

const api = new FakeOneClickApi(exampleWorld());
// The browser's console plays the cluster: oneClick.change(ref, { health }).
Object.assign(window, { oneClick: api });

createDevApp({
  features: [
    plugin.withOverrides({
      extensions: [
        ApiBlueprint.make({
          name: 'client',
          params: defineParams =>
            defineParams({ api: oneClickApiRef, deps: {}, factory: () => api }),
        }),
      ],
    }),
  ],
});
