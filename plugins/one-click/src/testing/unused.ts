/** Pages use a method of the API for all that they do so far. */
export async function unused(): Promise<never> {
  throw new Error('The pages do not ask for this');
}
