import { section } from '../bench/page';
import { machineText } from '../machine';
import { bytesOf } from './arithmetic';
import type { CostResult, Prices, Usage } from './result';
import { costTables } from './tables';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function pricesText({
  currency,
  pointsPerUnit,
  points,
  messages,
  packages,
  sources,
  notFound,
}: Prices): string {
  const priced = [
    ...Object.values(points).map((price) => ({ ...price, in: 'points' })),
    ...Object.values(messages).map((price) => ({ ...price, in: currency })),
  ];
  return [
    `${pointsPerUnit.toLocaleString('en')} points are one ${currency}.`,
    '',
    row(['price', 'per', 'source']),
    row(['---:', '---', '---']),
    ...priced.map(({ price, in: coin, per, unit, source }) =>
      row([
        `${price} ${coin}`,
        `${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`,
        source,
      ]),
    ),
    '',
    row(['package', 'a month', 'points', 'beyond them', 'source']),
    row(['---', '---:', '---:', '---', '---']),
    ...packages.map(({ name, monthly, points: held, isOpenEnded, source }) =>
      row([
        name,
        String(monthly),
        held.toLocaleString('en'),
        isOpenEnded ? 'paid by use' : 'the service stops; for six months, renewable',
        source,
      ]),
    ),
    '',
    ...Object.entries(sources).map(([name, { what, date }]) => `* ${name}: ${what}; ${date}.`),
    '',
    'Not found, or not known:',
    '',
    ...notFound.map((what) => `* ${what}.`),
  ].join('\n');
}

function usageText({
  province,
  perMember,
  staffDays,
  secretaryDays,
  perOrganization,
}: Usage): string {
  const list = (often: Record<string, number>): string =>
    Object.entries(often)
      .map(([name, n]) => `${name} ${n}×`)
      .join(', ');
  return [
    `* A province: ${province.newMembers.toLocaleString('en')} new members a year, ${province.organizations.toLocaleString('en')} organisations, functions of ${province.functionMemoryGb} GB,`,
    `  ${province.networkMsPerRequest} ms of network for each request beside the time measured here.`,
    `* For each member: ${list(perMember)}.`,
    `* ${staffDays.staff.toLocaleString('en')} people at desks, ${staffDays.days} days a year: ${list(staffDays.perDay)}.`,
    `* ${secretaryDays.staff.toLocaleString('en')} secretaries, ${secretaryDays.days} days a year: ${list(secretaryDays.perDay)}.`,
    `* For each organisation: ${list(perOrganization)}.`,
  ].join('\n');
}

/** What could still be saved, and why it is not. */
function savingText({ stored }: CostResult, { points, pointsPerUnit, currency }: Prices): string {
  const bytes = (collection: string, index: string): number =>
    stored.find((one) => one.collection === collection)?.indexes.find(({ name }) => name === index)
      ?.bytes ?? 0;
  const all = bytesOf(stored);
  const share = (part: number): string =>
    `${Math.round((part / (all.documents + all.indexes)) * 100)} %`;
  const [waiting, members] = [bytes('registrations', 'terms'), bytes('members', 'terms')];
  return `## What could still be saved

The words of a search by name (pieces of the name, each with every organisation above) stand in two indexes and are
${share(waiting + members)} of what a member leaves behind. After the approval the registration’s are needed only by the search
in the tab of what is done, which could go through the members instead: ${Math.round(waiting).toLocaleString('en')} bytes less, ${share(waiting)}, and as many
index rows fewer to write at each approval. It is not done: the places that move, correct, erase and bind people write
the words of both, a release needs those of the registration again, and older documents would need a migration;
at ${((points.storageGbDay.price * 365) / pointsPerUnit).toFixed(1)} ${currency} a GB and year that is a lot of change for little money.`;
}

/** docs/cost.md of a run. */
export function costPage(
  result: CostResult,
  usage: Usage,
  prices: Prices,
  before: CostResult | null = null,
): string {
  return `# Cost on CloudBase

Written by \`npm run cost -- --write-docs\`: counts are measured, how often people do things is assumed
(\`local/cost/usage.json\`), prices are published ones (\`local/cost/prices.json\`). Put your own figures into these
two files and run it again; \`--from FILE\` takes the counts of a run made before.

This run: \`${result.command}\`, ${result.begunAt}: ${result.members} members of a branch were registered, passed and approved through the functions
on the local cloud. ${machineText(result.machine, 'at the end')}.

${costTables(result, usage, prices, before).map(section).join('\n\n')}

${savingText(result, prices)}

## What is assumed

${usageText(usage)}

## Prices

${pricesText(prices)}
`;
}
