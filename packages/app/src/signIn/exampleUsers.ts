import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** One user to pick; see `auth.providers.example.users` in the configuration. */
export interface ExampleUser {
  /** Entity reference, such as `user:default/ana`. */
  readonly ref: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly about: string;
}

/** The users the configuration offers, in its order; none where it has no example sign-in. */
export function readExampleUsers(config: ConfigApi): readonly ExampleUser[] {
  const users =
    config.getOptionalConfigArray('auth.providers.example.users') ?? [];
  return users.map(user => ({
    ref: user.getString('ref'),
    name: user.getString('name'),
    groups: user.getStringArray('groups'),
    about: user.getString('about'),
  }));
}
