import { z } from 'zod';
import { env, secrets, secretsFrom } from './environment';
import { image } from './image';
import {
  MAX_OTHER_VARIABLES,
  dnsLabel,
  flag,
  listMap,
  named,
  objectNameOrEmpty,
  oneOf,
  seconds,
  text,
  whole,
  words,
} from './primitives';
import { resources } from './resources';
import { cel, matching } from './rule';
import { schedule } from './schedule';
import { volumeMounts } from './storage';

const job = named(
  z
    .strictObject({
      name: dnsLabel(
        'Name of the job; its CronJob is called <rollout>-<name>.',
      ),
      schedule,
      timeZone: cel(
        text('Time zone of the schedule. Absent: that of the cluster.', 64),
        matching(
          '^[A-Za-z][-+_/A-Za-z0-9]*$',
          'must be a time zone such as "Europe/Zurich" or "Etc/UTC": correct it',
        ),
      ).optional(),
      suspend: flag('Start no new runs.').optional(),
      image: image
        .describe("Which image runs. Absent: the rollout's own.")
        .optional(),
      command: words("Replaces the image's entry point.").optional(),
      args: words("Replaces the image's arguments.").optional(),
      env: env(MAX_OTHER_VARIABLES).optional(),
      secrets: secrets(MAX_OTHER_VARIABLES).optional(),
      secretsFrom: secretsFrom.optional(),
      volumes: volumeMounts.optional(),
      resources: resources.optional(),
      serviceAccountName: objectNameOrEmpty(
        "Service account of the job. Absent: the rollout's own.",
      ).optional(),
      concurrencyPolicy: oneOf(
        ['Allow', 'Forbid', 'Replace'],
        'What happens when the last run is not over yet. Absent: Allow.',
      ).optional(),
      startingDeadlineSeconds: seconds(
        'How late a run may start; later ones count as missed.',
      ).optional(),
      activeDeadlineSeconds: seconds(
        'How long a run may take before it is stopped.',
        1,
      ).optional(),
      ttlSecondsAfterFinished: seconds(
        'How long a finished run is kept. Absent: as the history limits say.',
      ).optional(),
      backoffLimit: whole(
        'How often a failing run is tried again. Absent: maxRetries, else 0.',
        {
          min: 0,
        },
      ).optional(),
      maxRetries: whole(
        'Kept for manifests of the original, which ignored it: used where backoffLimit is absent.',
        { min: 0 },
      ).optional(),
      successfulJobsHistoryLimit: whole(
        'How many good runs are kept. Absent: 3.',
        { min: 0 },
      ).optional(),
      failedJobsHistoryLimit: whole(
        'How many failed runs are kept. Absent: 1.',
        { min: 0 },
      ).optional(),
    })
    .describe('A scheduled job.'),
  'Job',
);

/** Scheduled jobs; the field keeps the name the original gave it. */
export const cronjobs = listMap(job, 'name', {
  description: 'Scheduled jobs of the rollout.',
  max: 32,
});
