import { createInterface } from 'node:readline/promises';

/** Asks a yes-or-no question; anything but yes is no. */
export async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  try {
    const answer = await lines.question(`${question} (y/N) `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
