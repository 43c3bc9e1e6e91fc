import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { causes } from './causes';
import { change } from './change';
import { common } from './common';
import { create } from './create';
import { entity } from './entity';
import { form } from './form';
import { health } from './health';
import { project } from './project';
import { projects } from './projects';
import { review } from './review';
import { revisions } from './revisions';
import { rollout } from './rollout';
import { rollouts } from './rollouts';

/** The English texts, by page. */
export const messages = {
  ...common,
  cause: causes,
  change,
  create,
  entity,
  form,
  health,
  project,
  projects,
  review,
  revisions,
  rollout,
  rollouts,
} as const;

/** Every text of the pages; translate it with `createTranslationResource`. */
export const oneClickTranslationRef = createTranslationRef({
  id: 'plugin.one-click',
  messages,
});
