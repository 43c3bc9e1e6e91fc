import { stringify } from 'yaml';
import { rollout } from '../src/v1alpha1/schema/rollout';
import { toStructural, type SchemaNode } from './structural';

const columns = [
  { name: 'State', type: 'string', jsonPath: '.status.state' },
  {
    name: 'Ready',
    type: 'string',
    jsonPath: '.status.conditions[?(@.type=="Ready")].status',
  },
  { name: 'Cause', type: 'string', jsonPath: '.status.causes[0].id' },
  { name: 'Replicas', type: 'integer', jsonPath: '.status.replicas' },
  { name: 'Image', type: 'string', jsonPath: '.spec.image.repository' },
  { name: 'Tag', type: 'string', jsonPath: '.spec.image.tag' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  { name: 'Hosts', type: 'string', jsonPath: '.status.hosts', priority: 1 },
  { name: 'Message', type: 'string', jsonPath: '.status.message', priority: 1 },
];

function rootSchema(): SchemaNode {
  const schema = toStructural(rollout, '');
  const { properties } = schema as { properties: Record<string, SchemaNode> };
  return {
    ...schema,
    properties: {
      ...properties,
      // The server fills and checks these itself and refuses to be told how.
      apiVersion: { type: 'string', description: 'one-click.dev/v1alpha1.' },
      kind: { type: 'string', description: 'Rollout.' },
      metadata: { type: 'object' },
    },
    required: ['spec'],
  };
}

/** The CustomResourceDefinition, as an object. */
export function buildCrd() {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'rollouts.one-click.dev' },
    spec: {
      group: 'one-click.dev',
      scope: 'Namespaced',
      names: {
        kind: 'Rollout',
        listKind: 'RolloutList',
        plural: 'rollouts',
        singular: 'rollout',
        categories: ['one-click'],
      },
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: rootSchema() },
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.replicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          additionalPrinterColumns: columns,
        },
      ],
    },
  };
}

/** The CustomResourceDefinition as YAML that kubectl, which reads YAML 1.1, understands. */
export function printCrd(): string {
  return stringify(buildCrd(), {
    version: '1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
