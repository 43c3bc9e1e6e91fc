import type { Mutant } from '../Mutant';
import { APPLY_MUTANTS } from './apply';
import { DRIFT_MUTANTS } from './drift';
import { ENGINE_MUTANTS } from './engine';
import { HEALTH_MUTANTS } from './health';
import { KUBE_MUTANTS } from './kube';
import { MANAGER_MUTANTS } from './manager';
import { PACKAGING_MUTANTS } from './packaging';
import { TAKE_OVER_MUTANTS } from './takeover';

/** All of them; a file of this folder that is not here fails a test. */
export const MUTANTS: readonly Mutant[] = [
  ...KUBE_MUTANTS,
  ...ENGINE_MUTANTS,
  ...MANAGER_MUTANTS,
  ...HEALTH_MUTANTS,
  ...APPLY_MUTANTS,
  ...DRIFT_MUTANTS,
  ...TAKE_OVER_MUTANTS,
  ...PACKAGING_MUTANTS,
];
