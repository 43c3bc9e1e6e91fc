/** A violation that the host portal brings along; ours to report there, not to mend here. */
export interface KnownViolation {
  readonly rule: string;
  /** Found in the markup of the element. */
  readonly markup: RegExp;
  readonly reason: string;
}

/** All that is let pass; everything else fails the test. */
export const HOST_VIOLATIONS: readonly KnownViolation[] = [
  {
    rule: 'aria-valid-attr-value',
    markup: /class="bui-Tab /,
    reason:
      "The framework's page tabs are links without panels, and name panels all the same.",
  },
];

/** The entry that lets a finding pass, if there is one. */
export function findKnown(finding: {
  readonly rule: string;
  readonly html: string;
}): KnownViolation | undefined {
  return HOST_VIOLATIONS.find(
    ({ rule, markup }) => rule === finding.rule && markup.test(finding.html),
  );
}
