import type { RolloutSpecInput } from '../v1alpha1';
import type { BlueprintParameter, FieldError, ParameterValues } from '../wire';

/** `${{ parameters.size }}`; `$${{` stands for `${{`. */
const PLACEHOLDER = /\$\$\{\{|\$\{\{([^{}]*)\}\}/g;
const INNER = /^\s*parameters\.([a-z][A-Za-z0-9]*)\s*$/;
/** Kubernetes wants text there, whatever the type of the parameter. */
const TEXT_FIELDS = new Set(['value', 'content', 'command', 'args']);
const MAX_DEPTH = 40;

/** What a template and some answers come to. */
export type RenderedTemplate =
  | { readonly ok: true; readonly spec: RolloutSpecInput }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Path = readonly (string | number)[];

interface Filling {
  readonly types: ReadonlyMap<string, BlueprintParameter['type']>;
  readonly answers: ReadonlyMap<string, string | number | boolean | undefined>;
  readonly errors: FieldError[];
}

/**
 * Fills a template. Answers are put in as they are and never read as templates,
 * so none of them can add a field. Where a field is nothing but a placeholder it
 * takes the answer's type; without an answer it is left out, and so is a
 * variable without its value. Errors name the field and the parameter.
 */
export function renderTemplate(request: {
  readonly template: object;
  readonly parameters: readonly BlueprintParameter[];
  readonly answers: ParameterValues;
}): RenderedTemplate {
  const { template, parameters, answers } = request;
  const filling: Filling = {
    types: new Map(parameters.map(({ name, type }) => [name, type])),
    answers: new Map(Object.entries(answers)),
    errors: [],
  };
  const spec = fill(filling, template, ['template']);
  return filling.errors.length > 0
    ? { ok: false, errors: filling.errors }
    : { ok: true, spec: spec as RolloutSpecInput };
}

/** The names of parameters that a template has a place for. */
export function parametersIn(value: unknown): ReadonlySet<string> {
  if (typeof value === 'string') {
    const names = [...value.matchAll(PLACEHOLDER)].flatMap(
      ([, inner = '']) => INNER.exec(inner)?.[1] ?? [],
    );
    return new Set(names);
  }
  const children =
    typeof value === 'object' && value !== null ? Object.values(value) : [];
  return new Set(children.flatMap(child => [...parametersIn(child)]));
}

/** A text that a template gives back as it is. */
export function escapeTemplate<T>(value: T): T {
  if (typeof value === 'string') {
    return value.replace(/\$\{\{/g, open => `$${open}`) as T & string;
  }
  if (Array.isArray(value)) {
    return value.map(escapeTemplate) as T & unknown[];
  }
  return typeof value === 'object' && value !== null
    ? (Object.fromEntries(
        Object.entries(value).map(([key, child]) => [
          key,
          escapeTemplate(child),
        ]),
      ) as T)
    : value;
}

function fill(filling: Filling, value: unknown, path: Path): unknown {
  if (path.length > MAX_DEPTH) {
    return refuse(filling, path, 'is nested too deep: make it flatter');
  }
  if (typeof value === 'string') {
    return fillText(filling, value, path);
  }
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, index) => fill(filling, item, [...path, index]))
      .filter(
        (item, index) => item !== undefined && !lostValue(value[index], item),
      );
  }
  return typeof value === 'object' && value !== null
    ? fillObject(filling, value, path)
    : value;
}

function fillObject(filling: Filling, value: object, path: Path): object {
  const entries = Object.entries(value).flatMap(([key, child]) => {
    if (key.includes('${{')) {
      refuse(
        filling,
        [...path, key],
        'is the name of a field, which no parameter can stand in for: write it out',
      );
    }
    const filled = fill(filling, child, [...path, key]);
    return filled === undefined ? [] : [[key, filled] as const];
  });
  return Object.fromEntries(entries);
}

/** A variable whose value was a parameter without an answer. */
function lostValue(before: unknown, after: unknown): boolean {
  return isObject(before) && 'value' in before && isObject(after)
    ? !('value' in after)
    : false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fillText(filling: Filling, text: string, path: Path): unknown {
  const [whole] = [...text.matchAll(PLACEHOLDER)];
  if (whole && whole[0] === text && whole[1] !== undefined) {
    const answer = answerTo(filling, whole[1], path);
    const isText = path.some(step => TEXT_FIELDS.has(String(step)));
    return isText && answer !== undefined ? String(answer) : answer;
  }
  if (text.replace(PLACEHOLDER, '').includes('${{')) {
    return refuse(
      filling,
      path,
      'has a "${{" that does not become a parameter: write "${{ parameters.name }}", or "$${{" where the text itself is meant',
    );
  }
  return text.replace(PLACEHOLDER, (found, inner?: string) =>
    inner === undefined
      ? found.slice(1)
      : String(answerTo(filling, inner, path) ?? ''),
  );
}

function answerTo(
  filling: Filling,
  inner: string,
  path: Path,
): string | number | boolean | undefined {
  const name = INNER.exec(inner)?.[1];
  if (name === undefined) {
    return refuse(
      filling,
      path,
      `has '\${{${inner}}}', which is no parameter: write "\${{ parameters.name }}"`,
    );
  }
  const type = filling.types.get(name);
  if (type === undefined) {
    return refuse(
      filling,
      path,
      `asks for the parameter '${name}', which the blueprint does not have: add it, or correct the name`,
    );
  }
  return type === 'secret'
    ? refuse(
        filling,
        path,
        `asks for the parameter '${name}', which is a secret: its value reaches the container as a secret variable and stands nowhere else`,
      )
    : filling.answers.get(name);
}

function refuse(filling: Filling, path: Path, message: string): undefined {
  filling.errors.push({ path: formatSteps(path), message });
  return undefined;
}

function formatSteps(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
