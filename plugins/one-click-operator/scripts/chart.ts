import { parse, parseAllDocuments, stringify } from 'yaml';

/** What generated files of the chart say first. */
export const COMMAND =
  'yarn workspace @one-click/backstage-plugin-one-click-operator generate';

/** A rule of a role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface RoleDocument {
  readonly kind: string;
  readonly rules: readonly Rule[];
}

const YAML = { lineWidth: 0, flowCollectionPadding: false } as const;

/**
 * Builds the chart's template of the CRD. As a template it is upgraded with
 * the chart; by its annotation it stays when the chart goes, and every rollout
 * with it.
 */
export function buildCrdTemplate(crd: string): string {
  const anchor = '\nmetadata:\n';
  if (!crd.includes(anchor) || crd.includes('{{')) {
    throw new Error('The CRD is not as the chart expects it');
  }
  const kept = crd
    .replace(/^#.*\n/, '')
    .replace(
      anchor,
      `${anchor}  annotations:\n    helm.sh/resource-policy: keep\n`,
    );
  return `{{- if .Values.crds.install }}\n# Generated from deploy/crds by \`${COMMAND}\`.\n${kept}{{- end }}\n`;
}

function rulesOf(documents: readonly RoleDocument[], kind: string): Rule[] {
  return documents
    .filter(document => document.kind === kind)
    .flatMap(({ rules }) => rules);
}

function define(name: string, rules: readonly Rule[]): string {
  const text = stringify(rules, YAML).trimEnd();
  return `{{- define "${name}" -}}\n${text}\n{{- end -}}\n`;
}

/** Builds the chart's rules from the roles that clusters get without Helm. */
export function buildRulesTemplate(roles: string): string {
  const documents = parseAllDocuments(roles).map(
    document => document.toJS() as RoleDocument,
  );
  const leaseRules = rulesOf(documents, 'Role').map(rule => ({
    ...rule,
    ...(rule.resourceNames && {
      resourceNames: ['{{ .Values.leaderElection.name }}'],
    }),
  }));
  return [
    `{{/* Generated from deploy/rbac/operator.yaml by \`${COMMAND}\`. */}}\n`,
    define(
      'one-click-operator.clusterRules',
      rulesOf(documents, 'ClusterRole'),
    ),
    define('one-click-operator.leaseRules', leaseRules),
  ].join('\n');
}

interface ValueSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
}

interface ValueRow {
  readonly path: string;
  readonly description: string;
  readonly value: unknown;
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function rowsOf(
  { properties = {} }: ValueSchema,
  values: unknown,
  prefix = '',
): ValueRow[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const value = child(values, name);
    if (schema.properties) {
      return rowsOf(schema, value, `${path}.`);
    }
    return [{ path, description: schema.description ?? '', value }];
  });
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : `\`${JSON.stringify(value)}\``;
}

/** The table of the chart's values, as Markdown. */
export function buildValuesTable(schema: string, values: string): string {
  const rows = rowsOf(JSON.parse(schema) as ValueSchema, parse(values));
  return [
    '| value | default | meaning |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ path, description, value }) =>
        `| \`${path}\` | ${shown(value)} | ${description} |`,
    ),
  ].join('\n');
}

const START = '<!-- values -->';
const END = '<!-- end of values -->';

/** Puts a table between the marks of a document. */
export function insertTable(document: string, table: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) {
    throw new Error(`The document lacks the marks '${START}' and '${END}'`);
  }
  const head = document.slice(0, start + START.length);
  return `${head}\n\n${table}\n\n${document.slice(end)}`;
}
