/**
 * Tests of the whole stack in a real browser, and screenshots for the docs.
 *
 * @packageDocumentation
 */
export { startStack } from './stack/startStack';
export type { Stack } from './stack/startStack';
