/** The pages below the Projects tab. */
export function ProjectRoutes() {
  return <h2>Projects</h2>;
}
