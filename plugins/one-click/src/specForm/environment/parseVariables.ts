import { parse } from 'yaml';

/** A variable as it was pasted; its value is exact. */
export interface PastedVariable {
  readonly name: string;
  readonly value: string;
}

/** What a pasted text holds. */
export interface PastedText {
  readonly variables: readonly PastedVariable[];
  /** Numbers of the lines that were not understood, from 1. */
  readonly failedLines: readonly number[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([-._A-Za-z][-._A-Za-z0-9]*)\s*=[ \t]*/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$',
};

/** Whether a text is more than a name: assignments, or a JSON or YAML map. */
export function looksLikeVariables(text: string): boolean {
  return (
    text.includes('=') || /[\r\n]/.test(text.trim()) || text.startsWith('{')
  );
}

/**
 * Reads variables from a .env file, `export` lines, or a JSON or YAML map.
 * Double quotes know \n, \t, \r, \" and \\; single quotes are exact; both may
 * span lines. Later ones of the same name win.
 */
export function parseVariables(text: string): PastedText {
  const found = parseMap(text) ?? parseDotenv(text);
  const byName = new Map(
    found.variables.map(({ name, value }) => [name, value]),
  );
  return {
    ...found,
    variables: [...byName].map(([name, value]) => ({ name, value })),
  };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return (
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
  );
}

function parseMap(text: string): PastedText | undefined {
  const looksLikeMap =
    text.trimStart().startsWith('{') ||
    text
      .split(/\r?\n/)
      .filter(line => line.trim() && !line.trimStart().startsWith('#'))
      .every(line => /^([-._A-Za-z0-9"']+:(\s|$)|\s)/.test(line));
  if (!looksLikeMap) {
    return undefined;
  }
  try {
    // Numbers such as 1.0 or 0123 are texts here, so nothing may be converted.
    const map: unknown = parse(text, { schema: 'failsafe' });
    return typeof map === 'object' && map !== null && !Array.isArray(map)
      ? toVariables(map)
      : undefined;
  } catch {
    return undefined;
  }
}

function toVariables(map: object): PastedText | undefined {
  const entries = Object.entries(map);
  return entries.every(([, value]) => isPlain(value))
    ? {
        variables: entries.map(([name, value]) => ({
          name,
          value: value === null ? '' : String(value),
        })),
        failedLines: [],
      }
    : undefined;
}

interface Reading {
  readonly value: string;
  /** Where the reading goes on. */
  readonly end: number;
}

function parseDotenv(text: string): PastedText {
  const variables: PastedVariable[] = [];
  const failedLines: number[] = [];
  let at = 0;
  while (at < text.length) {
    const line = lineAt(text, at);
    const match = ASSIGNMENT.exec(line);
    const reading =
      match && readValue(text, at + match[0].length, at + line.length);
    if (match?.[1] !== undefined && reading) {
      variables.push({ name: match[1], value: reading.value });
      at = reading.end;
    } else if (line.trim() && !line.trimStart().startsWith('#')) {
      failedLines.push(lineNumber(text, at));
    }
    at = nextLine(text, at);
  }
  return { variables, failedLines };
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function lineNumber(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function readValue(
  text: string,
  start: number,
  lineEnd: number,
): Reading | undefined {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    return readQuoted(text, start + 1, quote);
  }
  const plain = text.slice(start, lineEnd).replace(/\s+#.*$/, '');
  return { value: plain.trimEnd(), end: lineEnd };
}

/** Reads up to the closing quote; without one, or with more behind it, it is no value. */
function readQuoted(
  text: string,
  start: number,
  quote: string,
): Reading | undefined {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === quote) {
      const rest = lineAt(text, at + 1);
      return /^\s*(#.*)?$/.test(rest)
        ? { value, end: at + 1 + rest.length }
        : undefined;
    }
    const next = text[at + 1] ?? '';
    if (char === '\\' && quote === '"' && next in ESCAPES) {
      value += ESCAPES[next] ?? '';
      at += 1;
    } else {
      value += char;
    }
  }
  return undefined;
}
