/** The steps of the create flow, in their order. */
export const STEPS = ['start', 'configure', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** Whether a text names a step. */
export function isStep(text: string): text is Step {
  return STEPS.some(step => step === text);
}
