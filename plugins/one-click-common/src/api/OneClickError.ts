import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { fieldErrorSchema, saveConflictSchema } from '../wire';
import type { FieldError, SaveConflict } from '../wire';

const bodySchema = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    cause: z.string().optional().catch(undefined),
    fields: z.array(fieldErrorSchema).optional().catch(undefined),
    conflict: saveConflictSchema.optional().catch(undefined),
  }),
});

/**
 * The server's refusal: its HTTP status, its sentence, and the fields or the
 * conflict it names; `cause` is `ClusterAway` where only the cluster is missing.
 */
export class OneClickError extends Error {
  override readonly cause: string | undefined;
  readonly status: number;
  readonly fields: readonly FieldError[];
  readonly conflict: SaveConflict | undefined;

  static async fromResponse(response: Response): Promise<Error> {
    const parsed = bodySchema.safeParse(
      await response
        .clone()
        .json()
        .catch(() => undefined),
    );
    if (!parsed.success) {
      return ResponseError.fromResponse(response);
    }
    return new OneClickError(response.status, parsed.data.error);
  }

  private constructor(
    status: number,
    error: z.infer<typeof bodySchema>['error'],
  ) {
    super(error.message);
    this.name = error.name;
    this.cause = error.cause;
    this.status = status;
    this.fields = error.fields ?? [];
    this.conflict = error.conflict;
  }
}
