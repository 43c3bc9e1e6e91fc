import type { Texts } from '../translation';

const FIXED = {
  'image.registry': 'change.image.registry',
  'image.repository': 'change.image.repository',
  'image.tag': 'change.image.tag',
  'image.digest': 'change.image.digest',
  'image.pullPolicy': 'change.image.pull',
  replicas: 'change.scale.replicas',
  suspend: 'change.scale.paused',
  horizontalScale: 'change.scale.automatic',
  'horizontalScale.minReplicas': 'change.scale.from',
  'horizontalScale.maxReplicas': 'change.scale.to',
  'horizontalScale.targetCPUUtilizationPercentage': 'change.scale.cpuTarget',
  'horizontalScale.targetMemoryUtilizationPercentage':
    'change.scale.memoryTarget',
  'resources.requests.cpu': 'change.scale.cpuRequest',
  'resources.requests.memory': 'change.scale.memoryRequest',
  'resources.limits.cpu': 'change.scale.cpuLimit',
  'resources.limits.memory': 'change.scale.memoryLimit',
} as const;

const IN_INTERFACE = {
  port: 'change.network.port',
  targetPort: 'change.network.targetPort',
  protocol: 'change.network.protocol',
  ingress: 'change.network.addresses',
  'ingress.rules': 'change.network.addresses',
  'ingress.ingressClass': 'change.network.class',
} as const;

function isKeyOf<T extends object>(
  map: T,
  key: string,
): key is keyof T & string {
  return Object.hasOwn(map, key);
}

/** The name of a changed field as its form has it, or its path where no form does. */
export function fieldLabel(path: string, t: Texts): string {
  if (isKeyOf(FIXED, path)) {
    return t(FIXED[path]);
  }
  const [, list, name = '', field = ''] =
    /^(env|secretsFrom|interfaces)\[(.*?)\]\.?(.*)$/.exec(path) ?? [];
  if (list === 'env') {
    return name;
  }
  if (list === 'secretsFrom') {
    return t('change.environment.fromSecret', { name });
  }
  if (list === 'interfaces') {
    return isKeyOf(IN_INTERFACE, field)
      ? `${name} › ${t(IN_INTERFACE[field])}`
      : path.replace(/^interfaces\[(.*?)\]\.?/, field ? '$1 › ' : '$1');
  }
  return path;
}
