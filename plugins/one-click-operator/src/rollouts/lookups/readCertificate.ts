import { X509Certificate } from 'node:crypto';
import type { V1Secret } from '@kubernetes/client-node';
import type { CertificateFacts } from '@one-click/backstage-plugin-one-click-workload';

const CERTIFICATE_KEY = 'tls.crt';
const DNS_NAME = /DNS:([^,\s]+)/g;
const COMMON_NAME = /^CN=(.+)$/m;

function hostsOf({ subjectAltName = '', subject }: X509Certificate): string[] {
  const names = [...subjectAltName.matchAll(DNS_NAME)].flatMap(
    ([, name]) => name ?? [],
  );
  const common = COMMON_NAME.exec(subject)?.[1];
  return names.length > 0 || common === undefined ? names : [common];
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** What a Secret says about the first certificate in it. Its key is not looked at. */
export function readCertificate(
  name: string,
  secret: V1Secret | undefined,
): CertificateFacts {
  const encoded = secret?.data?.[CERTIFICATE_KEY];
  const certificate =
    encoded && parse(Buffer.from(encoded, 'base64').toString('utf8'));
  return certificate
    ? {
        secret: name,
        hosts: hostsOf(certificate),
        expiresAt: Date.parse(certificate.validTo),
      }
    : { secret: name };
}
