/** Every rollout that the viewer may see, worst first. */
export function RolloutsPage() {
  return <h2>Rollouts</h2>;
}
