import {
  configApiRef,
  discoveryApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ExampleIdentity } from './ExampleIdentity';
import type { ExampleIdentityOptions } from './ExampleIdentity';
import { readExampleUsers } from './exampleUsers';
import type { ExampleUser } from './exampleUsers';

/** What the sign-in page shows: a choice, somebody on the way in, or why it failed. */
export type ExampleSignIn = {
  readonly users: readonly ExampleUser[];
  readonly signIn: (user: string) => void;
} & (
  | { readonly state: 'choosing' }
  | { readonly state: 'signing-in'; readonly user: string }
  | { readonly state: 'failed'; readonly user: string; readonly error: Error }
);

type Progress =
  | { state: 'choosing' }
  | { state: 'signing-in'; user: string }
  | { state: 'failed'; user: string; error: Error };

/** Signs in who is picked, and at once who was picked in this tab before. */
export function useExampleSignIn(
  onSignedIn: (identity: IdentityApi) => void,
): ExampleSignIn {
  const config = useApi(configApiRef);
  const discovery = useApi(discoveryApiRef);
  const users = useMemo(() => readExampleUsers(config), [config]);
  const options = useMemo(() => browserOptions(discovery), [discovery]);
  const [progress, setProgress] = useState(() => initialProgress(options));
  const resumed = useRef(false);

  const signIn = (user: string) => {
    setProgress({ state: 'signing-in', user });
    ExampleIdentity.signIn(user, options).then(onSignedIn, error =>
      setProgress({ state: 'failed', user, error }),
    );
  };

  useEffect(() => {
    if (progress.state === 'signing-in' && !resumed.current) {
      resumed.current = true;
      signIn(progress.user);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- resuming is for the first render; later sign-ins are clicks
  }, []);

  return { users, signIn, ...progress };
}

function browserOptions(
  discovery: ExampleIdentityOptions['discovery'],
): ExampleIdentityOptions {
  return {
    discovery,
    // Looked up at each call, so that what wraps `fetch` later is not bypassed.
    fetch: (...args) => window.fetch(...args),
    storage: window.sessionStorage,
    now: Date.now,
  };
}

function initialProgress({ storage }: ExampleIdentityOptions): Progress {
  const user = ExampleIdentity.chosenUser(storage);
  return user ? { state: 'signing-in', user } : { state: 'choosing' };
}
