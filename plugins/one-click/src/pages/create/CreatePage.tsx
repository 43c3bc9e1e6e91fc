/** The create flow of a project. */
export function CreatePage() {
  return null;
}
