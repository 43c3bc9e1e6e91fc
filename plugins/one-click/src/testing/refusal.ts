import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type {
  FieldError,
  SaveConflict,
} from '@one-click/backstage-plugin-one-click-common';

const NAMES: Readonly<Record<number, string>> = {
  400: 'InputError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'InputError',
  503: 'ServiceUnavailableError',
};

/** The error that the client throws where the server refuses with this status. */
export async function refusal(
  status: number,
  error: {
    readonly message: string;
    readonly fields?: readonly FieldError[];
    readonly conflict?: SaveConflict;
  },
): Promise<Error> {
  const body = JSON.stringify({
    error: { name: NAMES[status] ?? 'Error', ...error },
  });
  return OneClickError.fromResponse(new Response(body, { status }));
}
