import { z } from 'zod';
import { compareQuantities } from '../quantity';
import { exactlyOne } from './environment';
import {
  containerPath,
  dnsLabel,
  flag,
  list,
  listMap,
  named,
  objectName,
  objectNameOrEmpty,
  oneOf,
  quantity,
  text,
} from './primitives';
import { cel, celIsQuantity, isSafeQuantity, type Rule } from './rule';

const emptyDir = named(
  z
    .strictObject({
      medium: oneOf(
        ['', 'Memory'],
        'Memory keeps it in RAM, counted against the memory limit.',
      ).optional(),
      sizeLimit: quantity('The most it may hold.').optional(),
    })
    .describe('Scratch space that goes with the instance.'),
  'EmptyDir',
);

const sizeIsPositive: Rule<string | number> = {
  cel: `!${celIsQuantity(
    'string(self)',
  )} || quantity(string(self)).isGreaterThan(quantity("0"))`,
  message: 'must be more than 0: give a size such as "1Gi"',
  holds: value => !isSafeQuantity(value) || compareQuantities(value, 0) > 0,
};

interface Claimed {
  readonly size?: string | number | undefined;
  readonly storageClass?: string | undefined;
  readonly accessModes?: readonly string[] | undefined;
}

/** A rule about what may become of an existing volume. */
export interface Transition extends Rule<Claimed> {
  readonly field: keyof Claimed;
  /** True if the new volume may follow the old one. */
  readonly allows: (next: Claimed, old: Claimed) => boolean;
}

const NEW_SIZE = 'string(self.size)';
const OLD_SIZE = 'string(oldSelf.size)';
const NO_CLAIM = '!has(self.size) || !has(oldSelf.size)';

// CEL alone sees the old object; zod judges one value, so here it has no say.
const holds = () => true;

const sizeNeverShrinks: Transition = {
  field: 'size',
  cel: `${NO_CLAIM} || !${celIsQuantity(NEW_SIZE)} || !${celIsQuantity(
    OLD_SIZE,
  )} || !quantity(${NEW_SIZE}).isLessThan(quantity(${OLD_SIZE}))`,
  message:
    'a volume cannot shrink: keep the size, or make a new volume and move the data',
  messageCel:
    '"a volume cannot shrink from %s to %s: keep the size, or make a new volume and move the data".format([string(oldSelf.size), string(self.size)])',
  holds,
  allows: (next, old) =>
    !isSafeQuantity(next.size) ||
    !isSafeQuantity(old.size) ||
    compareQuantities(next.size, old.size) >= 0,
};

const classStays: Transition = {
  field: 'storageClass',
  cel: `${NO_CLAIM} || (has(self.storageClass) ? self.storageClass : '') == (has(oldSelf.storageClass) ? oldSelf.storageClass : '')`,
  message:
    'the storage class of an existing volume cannot change: keep it, or make a new volume and move the data',
  holds,
  allows: (next, old) => (next.storageClass ?? '') === (old.storageClass ?? ''),
};

const accessModesStay: Transition = {
  field: 'accessModes',
  cel: `${NO_CLAIM} || (has(self.accessModes) ? self.accessModes : ['ReadWriteOnce']) == (has(oldSelf.accessModes) ? oldSelf.accessModes : ['ReadWriteOnce'])`,
  message:
    'the access modes of an existing volume cannot change: keep them, or make a new volume and move the data',
  holds,
  allows: (next, old) => modesOf(next) === modesOf(old),
};

function modesOf({ accessModes = ['ReadWriteOnce'] }: Claimed): string {
  return accessModes.join(',');
}

/** What may become of a volume whose claim exists. */
export const volumeTransitions: readonly Transition[] = [
  sizeNeverShrinks,
  classStays,
  accessModesStay,
];

const volume = cel(
  named(
    z
      .strictObject({
        name: dnsLabel(
          'Name of the volume; its claim is called <name>-<rollout>.',
        ),
        mountPath: containerPath('Where it appears in the container.'),
        size: cel(
          quantity(
            'Size of the claim, such as 1Gi. It can grow, never shrink.',
          ),
          sizeIsPositive,
        ).optional(),
        storageClass: objectNameOrEmpty(
          'Storage class of the claim. Absent or empty: the default one of the cluster.',
        ).optional(),
        accessModes: list(
          oneOf(
            [
              'ReadWriteOnce',
              'ReadOnlyMany',
              'ReadWriteMany',
              'ReadWriteOncePod',
            ],
            'One access mode.',
          ),
          'Who may mount the claim at once. Absent: ReadWriteOnce.',
          4,
        ).optional(),
        existingClaim: objectName(
          'A claim that exists already; it is used and never changed.',
        ).optional(),
        emptyDir: emptyDir.optional(),
        subPath: text('Mount only this folder of the volume.', 512).optional(),
        readOnly: flag('Mount it read-only.').optional(),
        onRemove: oneOf(
          ['retain', 'delete'],
          'What becomes of the claim and its data when the volume leaves the rollout.',
        ).default('retain'),
      })
      .describe('Storage mounted into the container.'),
    'Volume',
  ),
  exactlyOne(['size', 'existingClaim', 'emptyDir']),
  ...volumeTransitions,
);

/** Storage mounted into the container. */
export const volumes = listMap(volume, 'name', {
  description: 'Storage mounted into the container.',
});

const volumeMount = named(
  z
    .strictObject({
      name: dnsLabel("Name of one of the rollout's volumes."),
      mountPath: containerPath('Where it appears in this container.'),
      subPath: text('Mount only this folder of the volume.', 512).optional(),
      readOnly: flag('Mount it read-only.').optional(),
    })
    .describe("One of the rollout's volumes in another container."),
  'VolumeMount',
);

/** Mounts of the rollout's volumes in jobs, init containers and sidecars. */
export const volumeMounts = listMap(volumeMount, 'mountPath', {
  description: "The rollout's volumes this container sees as well.",
  max: 16,
});
