/** What the example sign-in reads, on both sides. */
export interface Config {
  auth?: {
    providers?: {
      example?: {
        /**
         * Who can be picked on the sign-in page. Anybody may sign in as any of
         * them, so this is for trying things out only.
         *
         * @deepVisibility frontend
         */
        users: Array<{
          /** The user's entity reference, such as `user:default/ana`. */
          ref: string;
          /** The name on the sign-in page. */
          name: string;
          /** The groups on the sign-in page; what counts is the catalog. */
          groups: string[];
          /** One sentence on what this user is good for. */
          about: string;
        }>;
      };
    };
  };
}
