import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ScratchCopy } from './ScratchCopy';

/** A repository with two packages of its own, one from outside, and a file that git does not know. */
function aRepository(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'scratch-copy-test-')));
  const files: Readonly<Record<string, string>> = {
    '.gitignore': 'node_modules/\n',
    'packages/app/package.json': '{}',
    'packages/app/src/app.ts': 'run();',
    'plugins/engine/package.json': '{}',
    'plugins/engine/src/go.ts': "go('$1');",
    'plugins/engine/node_modules/old/index.js': 'old();',
    'tools/.keep': '',
    'node_modules/left/index.js': 'left();',
    'node_modules/@far/right/index.js': 'right();',
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  mkdirSync(join(root, 'node_modules/@us'));
  symlinkSync('../../plugins/engine', join(root, 'node_modules/@us/engine'));
  symlinkSync('../packages/app', join(root, 'node_modules/app'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  return root;
}

describe('ScratchCopy', () => {
  let root: string;
  let copy: ScratchCopy;

  beforeEach(() => {
    root = aRepository();
    copy = ScratchCopy.of(root);
  });

  afterEach(() => {
    copy.remove();
    rmSync(root, { recursive: true, force: true });
  });

  it('leads to its own sources through the names of our packages', () => {
    const engine = join(copy.path, 'node_modules/@us/engine/src/go.ts');

    expect(realpathSync(engine)).toBe(
      join(copy.path, 'plugins/engine/src/go.ts'),
    );
    expect(realpathSync(join(copy.path, 'node_modules/app'))).toBe(
      join(copy.path, 'packages/app'),
    );
  });

  it('shares packages from outside, wherever they are', () => {
    for (const path of [
      'node_modules/left',
      'node_modules/@far/right',
      'plugins/engine/node_modules/old',
    ]) {
      expect(realpathSync(join(copy.path, path))).toBe(join(root, path));
    }
  });

  it('changes a source for a while, and no source of the repository', async () => {
    const file = 'plugins/engine/src/go.ts';
    const change = { file, find: 'go(', replace: "stop('$&', " };
    const during = await copy.withChange(change, async () =>
      readFileSync(join(copy.path, file), 'utf8'),
    );

    expect(during).toBe("stop('$&', '$1');");
    expect(readFileSync(join(copy.path, file), 'utf8')).toBe("go('$1');");
    expect(readFileSync(join(root, file), 'utf8')).toBe("go('$1');");
  });

  it('leaves nothing behind, and the repository whole', () => {
    copy.remove();

    expect(existsSync(copy.path)).toBe(false);
    expect(existsSync(join(root, 'node_modules/left/index.js'))).toBe(true);
  });
});
