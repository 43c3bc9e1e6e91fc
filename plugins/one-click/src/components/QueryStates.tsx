import { OneClickError } from '@one-click/backstage-plugin-one-click-common';
import type { ReactNode } from 'react';
import { AbsentPage } from './AbsentPage';
import { ErrorPanel } from './ErrorPanel';
import { Loading } from './Loading';

/** What this needs of a query of react-query. */
export interface ReadableQuery<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  refetch(): unknown;
}

export interface QueryStatesProps<T> {
  readonly query: ReadableQuery<T>;
  /** What is read, as in `the revisions`. */
  readonly what: string;
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Whether the answer was that there is nothing, or nothing that the reader may see. */
export function isAbsent(error: unknown): boolean {
  return (
    error instanceof OneClickError &&
    (error.status === 404 || error.status === 403)
  );
}

/**
 * Shows what was read, or why not yet. A failed reading in the background
 * leaves what was shown; only its age tells.
 */
export function QueryStates<T>(props: QueryStatesProps<T>) {
  const { query, what, skeleton, children } = props;
  if (query.error && isAbsent(query.error)) {
    return <AbsentPage />;
  }
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  if (query.error) {
    return (
      <ErrorPanel
        what={what}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Loading what={what}>{skeleton}</Loading>;
}
