import { stage } from './KwokDocument';
import type { KwokDocument } from './KwokDocument';

/** Name of the default storage class; its claims bind at once and may grow. */
export const DEFAULT_STORAGE_CLASS = 'standard';

/** Name of the storage class whose claims never grow. */
export const FIXED_STORAGE_CLASS = 'fixed-size';

/** Provisioner of the simulated storage classes. */
export const SIMULATED_PROVISIONER = 'kwok.x-k8s.io/volume';

const OURS = `has(self.spec.storageClassName) && self.spec.storageClassName in ['${DEFAULT_STORAGE_CLASS}', '${FIXED_STORAGE_CLASS}']`;

/**
 * Builds the stages of claims and volumes. They provision as an external
 * provisioner does: make the volume, and leave the binding to Kubernetes' own
 * controller.
 */
export function buildVolumeStages(folder: string): KwokDocument[] {
  return [
    stage('claim-provision', 'PersistentVolumeClaim', {
      ...when(
        OURS,
        '!has(self.metadata.deletionTimestamp)',
        '!has(self.spec.volumeName)',
      ),
      steps: [{ apply: { template: volumeTemplate(folder) } }],
    }),
    stage('claim-grow', 'PersistentVolumeClaim', {
      ...when(
        OURS,
        "self.status.phase == 'Bound'",
        'self.spec.resources.requests.storage != self.status.capacity.storage',
      ),
      steps: [
        { apply: { template: volumeTemplate(folder) } },
        {
          patch: {
            root: 'status',
            subresource: 'status',
            template:
              'capacity: { storage: {{ .spec.resources.requests.storage | Quote }} }',
          },
        },
      ],
    }),
    stage('volume-delete', 'PersistentVolume', {
      ...when(
        OURS,
        '!has(self.metadata.deletionTimestamp)',
        "self.spec.persistentVolumeReclaimPolicy == 'Delete'",
        "self.status.phase == 'Released'",
      ),
      steps: [{ delete: true }],
    }),
  ];
}

function when(...expressions: readonly string[]) {
  const matchExpressions = expressions.map(expression => ({
    cel: { expression },
  }));
  return { selector: { matchExpressions } };
}

function volumeTemplate(folder: string): string {
  return `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: pvc-{{ .metadata.uid }}
  annotations:
    pv.kubernetes.io/provisioned-by: ${SIMULATED_PROVISIONER}
spec:
  accessModes:
{{ range .spec.accessModes }}
  - {{ . }}
{{ end }}
  capacity:
    storage: {{ .spec.resources.requests.storage | Quote }}
  persistentVolumeReclaimPolicy: Delete
  storageClassName: {{ .spec.storageClassName | Quote }}
  volumeMode: {{ or .spec.volumeMode "Filesystem" | Quote }}
  claimRef:
    apiVersion: v1
    kind: PersistentVolumeClaim
    name: {{ .metadata.name | Quote }}
    namespace: {{ .metadata.namespace | Quote }}
    uid: {{ .metadata.uid | Quote }}
  hostPath:
    path: ${folder}/pvc-{{ .metadata.uid }}
    type: DirectoryOrCreate
`;
}
