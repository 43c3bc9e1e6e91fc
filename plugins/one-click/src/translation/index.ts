import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the pages; translate it with `createTranslationResource`. */
export const oneClickTranslationRef = createTranslationRef({
  id: 'plugin.one-click',
  messages: { projects: { title: 'Projects' } },
});
