import { z } from 'zod';

/** Whether the API server reads a text as an IP address; it refuses an IPv4 address in the clothes of IPv6. */
export function isIpAddress(value: string): boolean {
  if (value.includes(':') && value.includes('.')) {
    return false;
  }
  return z.ipv4().safeParse(value).success || z.ipv6().safeParse(value).success;
}
