/** How a registry wants to be convinced. */
export interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly parameters: Readonly<Record<string, string>>;
}

const PARAMETER = /(\w+)=(?:"([^"]*)"|([^\s,"]+))/g;

/** Reads `WWW-Authenticate`; `undefined` for what no registry asks for. */
export function parseChallenge(
  header: string | undefined,
): Challenge | undefined {
  const [scheme = ''] = header?.trim().split(/\s/, 1) ?? [];
  const kind = scheme.toLowerCase();
  if (kind !== 'basic' && kind !== 'bearer') {
    return undefined;
  }
  const parameters: Record<string, string> = {};
  for (const match of header?.matchAll(PARAMETER) ?? []) {
    const [, name = '', quoted, bare] = match;
    parameters[name.toLowerCase()] = quoted ?? bare ?? '';
  }
  return { scheme: kind, parameters };
}
