import { KWOK_API_VERSION } from './KwokDocument';
import type { KwokDocument } from './KwokDocument';
import { buildNodeStages } from './nodeStages';
import { buildPodStages } from './podStages';
import { buildUsage } from './usage';
import { buildVolumeStages } from './volumeStages';

/** Builds kwok's configuration file: documents of JSON, which is YAML. */
export function buildKwokConfig(options: {
  readonly volumes: string;
  readonly logFile: string;
}): string {
  const documents: KwokDocument[] = [
    ...buildNodeStages(),
    ...buildPodStages(),
    ...buildVolumeStages(options.volumes),
    ...buildUsage(),
    buildLogs(options.logFile),
  ];
  return documents
    .map(document => JSON.stringify(document, undefined, 1))
    .join('\n---\n');
}

/** Builds the lines a simulated container seems to have printed. */
export function buildSimulatedLog(): string {
  const lines = ['simulated container started', 'listening on port 8080'];
  const at = '2026-01-01T00:00:00.000000000Z';
  return lines.map(line => `${at} stdout F ${line}\n`).join('');
}

function buildLogs(logsFile: string): KwokDocument {
  return {
    apiVersion: KWOK_API_VERSION,
    kind: 'ClusterLogs',
    metadata: { name: 'logs' },
    spec: { logs: [{ logsFile, previousLogsFile: logsFile, follow: false }] },
  };
}
