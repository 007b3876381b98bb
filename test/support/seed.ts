/**
 * A seed for fast-check, printed with the name of what it is for, so that a run can be made again:
 * `SEED=… npx jest test/domain/model`.
 */
export function printedSeed(name: string): number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  process.stderr.write(`seed of ${name}: ${seed}\n`);
  return seed;
}
