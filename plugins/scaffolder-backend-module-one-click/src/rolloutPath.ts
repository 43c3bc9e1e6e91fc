/** Where the portal shows a rollout, for links in a template's output. */
export function rolloutPath(ref: { project: string; name: string }): string {
  return `/one-click/projects/${ref.project}/rollouts/${ref.name}`;
}
