import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { causes } from './causes';
import { common } from './common';
import { form } from './form';
import { health } from './health';
import { project } from './project';
import { projects } from './projects';
import { rollouts } from './rollouts';

/** Every text of the pages; translate it with `createTranslationResource`. */
export const oneClickTranslationRef = createTranslationRef({
  id: 'plugin.one-click',
  messages: {
    ...common,
    form,
    health,
    cause: causes,
    project,
    projects,
    rollouts,
  },
});
