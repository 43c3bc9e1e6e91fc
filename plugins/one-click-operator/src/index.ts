/**
 * The operator of One-Click, as a Backstage plugin that supervises it.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
