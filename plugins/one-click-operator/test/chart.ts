import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  V1ClusterRole,
  V1ConfigMap,
  V1CustomResourceDefinition,
  V1Deployment,
  V1Role,
  V1RoleBinding,
  V1Service,
} from '@kubernetes/client-node';
import { runHelm } from '@one-click/devcluster';
import { parseAllDocuments } from 'yaml';

/** The folder of the operator's chart. */
export const CHART = join(__dirname, '../../../deploy/helm/one-click-operator');

/** A first run of tests builds Helm. */
export const HELM_TIMEOUT_MS = 15 * 60_000;

/** Kinds the chart makes whose content tests look into. */
interface Kinds {
  readonly ClusterRole: V1ClusterRole;
  readonly ClusterRoleBinding: V1RoleBinding;
  readonly ConfigMap: V1ConfigMap;
  readonly CustomResourceDefinition: V1CustomResourceDefinition;
  readonly Deployment: V1Deployment;
  readonly Role: V1Role;
  readonly RoleBinding: V1RoleBinding;
  readonly Service: V1Service;
}

/** What the chart makes of some values. */
export class RenderedChart {
  readonly #objects: readonly { readonly kind: string }[];

  /** Renders the chart; throws with what Helm holds against the values. */
  static async of(values: object = {}): Promise<RenderedChart> {
    const folder = await mkdtemp(join(tmpdir(), 'chart-'));
    try {
      const file = join(folder, 'values.json');
      await writeFile(file, JSON.stringify(values));
      const { stdout } = await runHelm([
        'template',
        'one-click-operator',
        CHART,
        '--namespace=one-click-system',
        `--values=${file}`,
      ]);
      return new RenderedChart(stdout);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  private constructor(text: string) {
    this.#objects = parseAllDocuments(text)
      .map(document => document.toJS() as { kind: string } | null)
      .filter(object => object !== null);
  }

  /** Kinds of all objects, sorted. */
  get kinds(): string[] {
    return this.#objects.map(({ kind }) => kind).sort();
  }

  /** All objects of a kind. */
  all<K extends keyof Kinds>(wanted: K): Kinds[K][] {
    return this.#objects.filter(
      ({ kind }) => kind === wanted,
    ) as unknown as Kinds[K][];
  }

  /** The one object of a kind. */
  one<K extends keyof Kinds>(wanted: K): Kinds[K] {
    const [object, ...others] = this.all(wanted);
    if (!object || others.length > 0) {
      throw new Error(`The chart has ${others.length + 1} of '${wanted}'`);
    }
    return object;
  }

  /** The program's arguments. */
  get args(): string[] {
    return this.container.args ?? [];
  }

  get container() {
    const [container] = this.one('Deployment').spec!.template.spec!.containers;
    return container!;
  }
}
