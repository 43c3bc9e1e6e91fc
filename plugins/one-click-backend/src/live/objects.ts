import type {
  KubeObject,
  Resource,
  resources,
} from '@one-click/backstage-plugin-one-click-kube';

type ObjectOf<R> = R extends Resource<infer T> ? T : never;

export type Pod = ObjectOf<typeof resources.pods>;
export type Deployment = ObjectOf<typeof resources.deployments>;
export type ReplicaSet = ObjectOf<typeof resources.replicaSets>;
export type Service = ObjectOf<typeof resources.services>;
export type Ingress = ObjectOf<typeof resources.ingresses>;
export type Autoscaler = ObjectOf<typeof resources.horizontalPodAutoscalers>;
export type Claim = ObjectOf<typeof resources.persistentVolumeClaims>;
export type CronJob = ObjectOf<typeof resources.cronJobs>;
export type Job = ObjectOf<typeof resources.jobs>;
export type KubeEvent = ObjectOf<typeof resources.events>;
export type PodSpec = NonNullable<Pod['spec']>;

/** Metadata as every kind has it. */
export interface Described {
  readonly metadata?:
    | {
        readonly name?: string | undefined;
        readonly uid?: string | undefined;
        readonly labels?: Readonly<Record<string, string>> | undefined;
        readonly ownerReferences?:
          | readonly { readonly uid: string }[]
          | undefined;
        readonly creationTimestamp?: Date | string | undefined;
        readonly deletionTimestamp?: Date | string | undefined;
      }
    | undefined;
}

/** What is known of a Secret or a ConfigMap here: never what it holds. */
export type Named = KubeObject & Described;

/** An object's uid; objects from the API have one. */
export function uidOf({ metadata }: Described): string {
  return metadata?.uid ?? '';
}

/** An object's name; objects from the API have one. */
export function nameOf({ metadata }: Described): string {
  return metadata?.name ?? '';
}

/** Times are the API's texts, whatever the types say. */
export function toText(moment: Date | string | undefined): string | undefined {
  return moment === undefined ? undefined : String(moment);
}
