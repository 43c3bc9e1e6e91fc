/**
 * The One-Click backend plugin.
 *
 * @packageDocumentation
 */
export { oneClickPlugin as default } from './plugin';
