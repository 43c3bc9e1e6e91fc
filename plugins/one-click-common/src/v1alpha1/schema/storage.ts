import { z } from 'zod';
import { compareQuantities, isQuantity } from '../quantity';
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
import { cel, type Rule } from './rule';

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

const ALWAYS = () => true;

const sizeNeverShrinks: Rule<string | number> = {
  cel: '!isQuantity(string(self)) || !isQuantity(string(oldSelf)) || !quantity(string(self)).isLessThan(quantity(string(oldSelf)))',
  message:
    'a volume cannot shrink: keep the size, or make a new volume and move the data',
  messageCel:
    '"a volume cannot shrink from %s to %s: keep the size, or make a new volume and move the data".format([string(oldSelf), string(self)])',
  holds: ALWAYS,
};

const sizeIsPositive: Rule<string | number> = {
  cel: '!isQuantity(string(self)) || quantity(string(self)).isGreaterThan(quantity("0"))',
  message: 'must be more than 0: give a size such as "1Gi"',
  holds: value => !isQuantity(value) || compareQuantities(value, 0) > 0,
};

const classStays: Rule<unknown> = {
  cel: "!has(self.size) || !has(oldSelf.size) || (has(self.storageClass) ? self.storageClass : '') == (has(oldSelf.storageClass) ? oldSelf.storageClass : '')",
  message:
    'the storage class of an existing volume cannot change: keep it, or make a new volume and move the data',
  field: 'storageClass',
  holds: ALWAYS,
};

const accessModesStay: Rule<unknown> = {
  cel: "!has(self.size) || !has(oldSelf.size) || (has(self.accessModes) ? self.accessModes : ['ReadWriteOnce']) == (has(oldSelf.accessModes) ? oldSelf.accessModes : ['ReadWriteOnce'])",
  message:
    'the access modes of an existing volume cannot change: keep them, or make a new volume and move the data',
  field: 'accessModes',
  holds: ALWAYS,
};

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
          sizeNeverShrinks,
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
  classStays,
  accessModesStay,
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
