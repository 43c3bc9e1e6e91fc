import type { z } from 'zod';
import type { RolloutSpec, RolloutSpecInput, RolloutStatus } from '../types';
import type { rolloutSpec } from './spec';
import type { rolloutStatus } from './status';

/** As zod infers it, but with optional fields that are absent and never undefined. */
type Exact<T> = T extends readonly (infer U)[]
  ? readonly Exact<U>[]
  : T extends object
  ? {
      readonly [K in keyof T]: object extends Pick<T, K>
        ? Exact<Exclude<T[K], undefined>>
        : Exact<T[K]>;
    }
  : T;

/** True if each may stand where the other is asked for. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

describe('generated types', () => {
  it('are those zod infers; the compiler judges', () => {
    const verdicts: [
      Same<Exact<z.input<typeof rolloutSpec>>, RolloutSpecInput>,
      Same<Exact<z.output<typeof rolloutSpec>>, RolloutSpec>,
      Same<Exact<z.output<typeof rolloutStatus>>, RolloutStatus>,
      Same<RolloutSpec, RolloutSpecInput>,
    ] = [true, true, true, false];

    expect(verdicts).toHaveLength(4);
  });
});
