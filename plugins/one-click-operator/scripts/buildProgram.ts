import { PROGRAM_FILE, bundleProgram } from './bundleProgram';

bundleProgram().then(
  ({ outputs }) => {
    const kilobytes = Math.round((outputs[PROGRAM_FILE]?.bytes ?? 0) / 1024);
    process.stdout.write(`${PROGRAM_FILE}: ${kilobytes} kB\n`);
  },
  () => {
    process.exitCode = 1;
  },
);
