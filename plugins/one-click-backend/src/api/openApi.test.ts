import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { endpoints } from '@one-click/backstage-plugin-one-click-common';
import { parse } from 'yaml';
import { buildOpenApi } from './openApi';

const document = buildOpenApi() as {
  paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
  components: { schemas: Record<string, unknown> };
};

describe('the OpenAPI document', () => {
  it('is the one in docs/api', () => {
    const file = resolve(__dirname, '../../../../docs/api/openapi.yaml');

    expect(JSON.parse(JSON.stringify(document))).toEqual(
      parse(readFileSync(file, 'utf8')),
    );
  });

  it.each(Object.entries(endpoints))('has %s', (_, { method, path }) => {
    expect(document.paths[path]?.[method]).toBeDefined();
  });

  it('names every parameter of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.map(({ name }) => name)).toEqual(
          expect.arrayContaining(names),
        );
      }
    }
  });

  it('refers to nothing that is not there', () => {
    const references = JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
    );

    for (const [, name = ''] of references) {
      expect(document.components.schemas).toHaveProperty(name);
    }
  });
});
