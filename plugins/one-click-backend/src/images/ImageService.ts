import { NotFoundError } from '@backstage/errors';
import type {
  ImageInspection,
  ImageInspectRequest,
  ImageTags,
  ImageTagsRequest,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectAccess } from '../access';
import type { PullSecrets } from '../registry/pullSecrets';
import type { Registries } from '../registry/Registries';
import type { SignIn } from '../registry/RepositoryRef';
import { toProblem } from '../registry/toProblem';
import type { StateKeeper } from '../storage/StateKeeper';
import { findSubject } from '../updates/UpdateSubject';
import { nearestTags, sortTags } from './sortTags';

const NEAREST = 5;

export interface ImageServiceOptions {
  readonly state: StateKeeper;
  readonly registries: Registries;
  readonly pullSecrets: PullSecrets;
  readonly now: () => number;
}

type Lookup = Pick<
  ImageTagsRequest,
  'registry' | 'repository' | 'rollout' | 'signIn'
>;

interface LookupOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Looks at images in registries, for whoever fills in a form. A registry that gives no answer is told, not thrown. */
export class ImageService {
  readonly #options: ImageServiceOptions;

  constructor(options: ImageServiceOptions) {
    this.#options = options;
  }

  /** Tags that begin with the prefix, newest versions first. */
  async listTags(
    access: ProjectAccess,
    request: ImageTagsRequest,
    { signal }: LookupOptions = {},
  ): Promise<ImageTags> {
    const { prefix, limit } = request;
    const { registries, now } = this.#options;
    try {
      const signIn = await this.#signIn(access, request);
      const call = { signIn, signal, mayBeOld: true };
      const list = await registries.listTags(request, call);
      const matching = list.tags.filter(tag => tag.startsWith(prefix));
      return {
        tags: sortTags(matching).slice(0, limit),
        total: matching.length,
        isComplete: list.isComplete,
      };
    } catch (error) {
      const problem = toProblem(error, now());
      return { tags: [], total: 0, isComplete: false, problem };
    }
  }

  async inspect(
    access: ProjectAccess,
    request: ImageInspectRequest,
    { signal }: LookupOptions = {},
  ): Promise<ImageInspection> {
    const { tag = 'latest', digest } = request;
    const { registries, now } = this.#options;
    try {
      const signIn = await this.#signIn(access, request);
      const call = { signIn, signal };
      const reference = digest ?? tag;
      const image = await registries.inspect({ ...request, reference }, call);
      if (image) {
        return { image };
      }
      const { tags } = await registries.listTags(request, {
        ...call,
        mayBeOld: true,
      });
      return {
        problem: {
          id: 'notFound',
          sentence: `'${request.registry}/${request.repository}' has no image '${reference}'`,
        },
        nearestTags: nearestTags(tag, tags).slice(0, NEAREST),
      };
    } catch (error) {
      return { problem: toProblem(error, now()) };
    }
  }

  /** What was typed, or else what the named rollout's pods pull with. */
  async #signIn(
    { project }: ProjectAccess,
    lookup: Lookup,
  ): Promise<SignIn | undefined> {
    const { state, pullSecrets } = this.#options;
    const { stores } = state;
    if (lookup.signIn || lookup.rollout === undefined) {
      return lookup.signIn;
    }
    const rollout = await stores.rollouts.find(project.id, lookup.rollout);
    const subject = rollout && (await findSubject(stores, rollout.id));
    if (!subject) {
      throw new NotFoundError(`No rollout '${lookup.rollout}' in this project`);
    }
    const name = subject.revision.spec.image.pullSecretRef?.name;
    const { cluster, namespace, namespaceUid } = project;
    return name === undefined || namespaceUid === undefined
      ? undefined
      : pullSecrets.find({ cluster, namespace, name, ref: lookup });
  }
}
