import { createApiRef } from '@backstage/frontend-plugin-api';
import type { OneClickApi } from '@one-click/backstage-plugin-one-click-common';

/** The client of the One-Click backend; replace it to serve the pages from elsewhere. */
export const oneClickApiRef = createApiRef<OneClickApi>().with({
  id: 'plugin.one-click.client',
  pluginId: 'one-click',
});
