export { AuditTail } from './AuditTail';
export { formatFigures, isKept } from './Figure';
export type { Figure } from './Figure';
export { parseMetrics } from './parseMetrics';
export { percentile } from './percentile';
export {
  readCpuSeconds,
  readMemory,
  readServerCpuSeconds,
} from './processFigures';
