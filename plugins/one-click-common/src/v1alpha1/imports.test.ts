import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// The operator program is bundled from this entry; one import of zod would
// cost it 8 MB of memory.
describe('the v1alpha1 entry', () => {
  const files = readdirSync(__dirname).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );

  it.each(files)('%s imports nothing but its neighbours', name => {
    const source = readFileSync(join(__dirname, name), 'utf8');
    const statements = source.matchAll(
      /^(?:import|export|\}).* from '([^']+)';$/gm,
    );
    const specifiers = [...statements].map(([, specifier]) => specifier);

    expect(source).not.toMatch(/\b(?:import|require)\(/);
    for (const specifier of specifiers) {
      expect(specifier).toMatch(/^\.\/[A-Za-z0-9]+$/);
    }
  });
});
