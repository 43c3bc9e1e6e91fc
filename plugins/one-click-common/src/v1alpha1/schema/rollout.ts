import { z } from 'zod';
import { cel, type Rule } from './rule';
import { rolloutSpec } from './spec';
import { rolloutStatus } from './status';
import {
  API_VERSION,
  KIND,
  MAX_CRONJOB_NAME_LENGTH,
  MAX_LABEL_LENGTH,
  SERVICE_NAME_EXTRA,
  VOLUME_NAME_EXTRA,
} from '../names';

interface Named {
  readonly name: string;
}

interface RolloutView {
  readonly metadata: { readonly name?: string | undefined };
  readonly spec: {
    readonly interfaces?: readonly Named[] | undefined;
    readonly volumes?: readonly Named[] | undefined;
    readonly cronjobs?: readonly Named[] | undefined;
    readonly initContainers?: readonly Named[] | undefined;
    readonly sidecars?: readonly Named[] | undefined;
  };
}

type ListName =
  | 'interfaces'
  | 'volumes'
  | 'cronjobs'
  | 'initContainers'
  | 'sidecars';

// A root rule runs on every write, ratcheting spares only unchanged nodes: these
// two halves refuse a new bad name, yet let an object stored before the rule be
// edited, relabelled and deleted.
function onNewItems(list: ListName, fits: string) {
  const items = `self.spec.${list}`;
  const old = `oldSelf.spec.${list}`;
  return {
    cel: `!has(${items}) || ${items}.all(i, ${fits})`,
    celOnUpdate: `!has(${items}) || ${items}.all(i, ${fits} || (has(${old}) && ${old}.exists(o, o.name == i.name)))`,
  };
}

interface Room {
  readonly list: ListName;
  readonly what: string;
  readonly extra: number;
  readonly max: number;
}

/** A rule that the name of a child still fits once the rollout's name is part of it. */
function roomFor({ list, what, extra, max }: Room): Rule<RolloutView> {
  const fits = `i.name.size() + self.metadata.name.size() + ${extra} <= ${max}`;
  const message = `the name of ${what} and the rollout's name are too long together: shorten one of them`;
  const tooLong = ({ metadata, spec }: RolloutView) =>
    (spec[list] ?? []).filter(
      ({ name }) => name.length + (metadata.name ?? '').length + extra > max,
    );
  return {
    ...onNewItems(list, fits),
    message,
    messageCel: `"with the rollout name %s, the name of ${what} has room for %d characters: shorten %s".format([self.metadata.name, ${
      max - extra
    } - self.metadata.name.size(), self.spec.${list}.filter(i, !(${fits})).map(i, i.name)])`,
    messageFor: rollout =>
      `with the rollout name ${
        rollout.metadata.name
      }, the name of ${what} has room for ${
        max - extra - (rollout.metadata.name ?? '').length
      } characters: shorten ${JSON.stringify(
        tooLong(rollout).map(({ name }) => name),
      )}`,
    field: `spec.${list}`,
    holds: rollout => tooLong(rollout).length === 0,
  };
}

const RESERVED =
  'a container may not be called like the rollout, since the program itself is: rename it';

function notTheRollout(list: 'initContainers' | 'sidecars'): Rule<RolloutView> {
  return {
    ...onNewItems(list, 'i.name != self.metadata.name'),
    message: RESERVED,
    field: `spec.${list}`,
    holds: ({ metadata, spec }) =>
      (spec[list] ?? []).every(({ name }) => name !== metadata.name),
  };
}

const NAME = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
const NAME_EXPRESSION = new RegExp(NAME);

const nameIsLabel: Rule<RolloutView> = {
  cel: `self.metadata.name.size() <= ${MAX_LABEL_LENGTH} && self.metadata.name.matches(r'${NAME}')`,
  // A name never changes, so only a creation can bring a bad one.
  celOnUpdate: 'self.metadata.name == oldSelf.metadata.name',
  message: `the name of a rollout must be at most ${MAX_LABEL_LENGTH} lower-case letters, digits and dashes, without dots: rename it`,
  holds: ({ metadata: { name = '' } }) =>
    name.length <= MAX_LABEL_LENGTH && NAME_EXPRESSION.test(name),
};

/** The whole resource, as the API server checks it. */
export const rollout = cel(
  z
    .object({
      apiVersion: z.literal(API_VERSION).describe(`${API_VERSION}.`),
      kind: z.literal(KIND).describe(`${KIND}.`),
      metadata: z
        .looseObject({ name: z.string().describe('Its name.').optional() })
        .describe('What every object has.'),
      spec: rolloutSpec,
      status: rolloutStatus.optional(),
    })
    .describe('A program that runs, with all it needs.'),
  nameIsLabel,
  roomFor({
    list: 'interfaces',
    what: 'an interface',
    extra: SERVICE_NAME_EXTRA,
    max: MAX_LABEL_LENGTH,
  }),
  roomFor({
    list: 'volumes',
    what: 'a volume',
    extra: VOLUME_NAME_EXTRA,
    max: MAX_LABEL_LENGTH,
  }),
  roomFor({
    list: 'cronjobs',
    what: 'a job',
    extra: 1,
    max: MAX_CRONJOB_NAME_LENGTH,
  }),
  notTheRollout('initContainers'),
  notTheRollout('sidecars'),
);
