/**
 * Pages, tabs and cards to run containers from Backstage.
 *
 * @packageDocumentation
 */
export { oneClickPlugin as default } from './plugin';
export { oneClickApiRef } from './api/apiRef';
export { oneClickTranslationRef } from './translation';
