import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DEFAULT_REQUESTS_A_MINUTE } from '../registry/RegistryRules';
import type { RegistrySettings } from '../registry/RegistryRules';

const KEY = 'oneClick.registries';
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/;

/** Reads `oneClick.registries`. Throws InputError with the key at fault and what it should be. */
export function readRegistries(config: Config): readonly RegistrySettings[] {
  const registries = (config.getOptionalConfigArray(KEY) ?? []).map(readOne);
  const hosts = registries.map(({ host }) => host);
  const doubled = hosts.find((host, index) => hosts.indexOf(host) !== index);
  if (doubled !== undefined) {
    throw new InputError(`${KEY} names '${doubled}' twice: merge the entries`);
  }
  return registries;
}

function readOne(config: Config, index: number): RegistrySettings {
  const at = `${KEY}[${index}]`;
  const requestsPerMinute =
    config.getOptionalNumber('requestsPerMinute') ?? DEFAULT_REQUESTS_A_MINUTE;
  if (requestsPerMinute < 1) {
    throw new InputError(
      `${at}.requestsPerMinute is ${requestsPerMinute}: it should be 1 or more`,
    );
  }
  return {
    host: readHost(config.getString('host'), `${at}.host`),
    tokenHosts: (config.getOptionalStringArray('tokenHosts') ?? []).map(host =>
      readHost(host, `${at}.tokenHosts`),
    ),
    plainHttp: config.getOptionalBoolean('plainHttp') ?? false,
    ca: readCa(config.getOptionalString('caFile'), `${at}.caFile`),
    requestsPerMinute,
  };
}

function readHost(given: string, key: string): string {
  const host = given.toLowerCase();
  if (!HOST.test(host)) {
    throw new InputError(
      `${key} is '${given}': it should be a host such as 'registry.example.com:5000', without https:// and path`,
    );
  }
  return host;
}

function readCa(file: string | undefined, key: string): string | undefined {
  if (file === undefined) {
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new InputError(
      `${key} names '${file}', which cannot be read: it should be a PEM file`,
    );
  }
}
