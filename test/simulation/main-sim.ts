import { runCommand } from '../support/command-line.ts';
import { USAGE, wantedOf } from './command-line.ts';
import { mutants } from './mutants/index.ts';
import { spawnMutant } from './mutants/spawn-mutant.ts';
import { runSim } from './run-sim.ts';

// So that the processes of mutants it has begun are ended as well.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(1));

runCommand(USAGE, async (args) => {
  const wanted = wantedOf(args);
  const { seed, mutant: [name] = [] } = wanted;
  const planted = seed === undefined ? undefined : mutants.find((mutant) => mutant.name === name);
  const isWell = planted ? (await spawnMutant(planted, { args }).ended) === 0 : await runSim(wanted);
  process.exitCode = isWell ? 0 : 1;
});
