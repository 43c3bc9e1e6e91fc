/**
 * The One-Click backend plugin.
 *
 * @packageDocumentation
 */
export { oneClickPlugin as default } from './plugin';
export {
  createOneClickProjectConditionalDecision,
  createOneClickRolloutConditionalDecision,
  oneClickProjectConditions,
  oneClickRolloutConditions,
} from './access/permissionRules';
