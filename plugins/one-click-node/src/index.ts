/**
 * What other backend plugins and modules use of One-Click: a reference to its
 * service, and the points where they extend it.
 *
 * @packageDocumentation
 */
export * from './BlueprintSource';
export * from './ClusterConnector';
export * from './extensionPoints';
export * from './OneClickService';
export * from './permissions';
export * from './RolloutRule';
export * from './TagSource';
