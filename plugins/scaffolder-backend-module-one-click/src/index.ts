/**
 * Template actions that create rollouts and wait for their outcome.
 *
 * @packageDocumentation
 */
export { oneClickActionsModule as default } from './oneClickActionsModule';
