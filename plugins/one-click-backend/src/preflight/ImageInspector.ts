import type {
  ImageInspection,
  ImageInspectRequest,
} from '@one-click/backstage-plugin-one-click-common';
import type { ProjectAccess } from '../access';

/** Looks at images in registries; one that gives no answer is told in `problem`. */
export interface ImageInspector {
  inspect(
    access: ProjectAccess,
    request: ImageInspectRequest,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ImageInspection>;
}
