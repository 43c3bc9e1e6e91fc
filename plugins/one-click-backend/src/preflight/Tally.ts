import type {
  Finding,
  PreflightCheck,
  PreflightMessage,
} from '@one-click/backstage-plugin-one-click-common';

/** What a pre-flight has come to so far. */
export class Tally {
  readonly findings: Finding[] = [];
  readonly #unknown: PreflightCheck[] = [];

  count(message: PreflightMessage): void {
    if (message.type === 'finding') {
      this.findings.push(message.finding);
    }
    if (message.type === 'check' && message.state === 'unknown') {
      this.#unknown.push(message.check);
    }
  }

  toDone(): PreflightMessage {
    const ofKind = (wanted: Finding['severity']) =>
      this.findings.filter(({ severity }) => severity === wanted);
    return {
      type: 'done',
      errors: ofKind('error').length,
      warnings: ofKind('warning').map(({ id }) => id),
      unknown: [...this.#unknown],
    };
  }
}
