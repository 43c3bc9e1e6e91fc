declare module 'prettier' {
  export function format(source: string, options: object): string;
  export function resolveConfig(path: string): Promise<object | null>;
}
