import { importsOf } from './imports.ts';
import { manifest, type Rule } from './rule.ts';
import { at, isSrc, type Tree, workspaceOfFile } from './tree.ts';

const CONTRACTS = '@huitang/contracts';
const RUNTIME = '@huitang/runtime';
const WORDING = '@huitang/wording';
const ICALENDAR = '@huitang/icalendar';
const BUS_LANES = '@huitang/runtime/bus-lanes';

/** What a workspace's sources may import of the others, beyond their own files. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'packages/contracts': [],
  'packages/runtime': [CONTRACTS],
  'packages/wording': [CONTRACTS],
  'packages/icalendar': [],
  'packages/engine-embedded': [CONTRACTS, RUNTIME, BUS_LANES],
  'packages/engine-mongo': [CONTRACTS, RUNTIME],
  'packages/engine-kafka': [CONTRACTS, RUNTIME, BUS_LANES],
  'packages/engine-simulated': [CONTRACTS, RUNTIME, BUS_LANES],
  'packages/transfer': [CONTRACTS, RUNTIME],
  'infra/local': [],
  // The two that put all the others together.
  'services/standalone': [
    CONTRACTS,
    RUNTIME,
    '@huitang/runtime/adapters',
    '@huitang/engine-embedded',
    '@huitang/transfer',
    '@huitang/scheduling',
    '@huitang/room-allocation',
    '@huitang/room-allocation/allocator',
    '@huitang/notification',
    '@huitang/calendar',
    '@huitang/web',
  ],
  'services/distributed': [
    CONTRACTS,
    RUNTIME,
    '@huitang/runtime/adapters',
    '@huitang/transfer',
    '@huitang/engine-mongo',
    '@huitang/engine-kafka',
    '@huitang/transfer',
    '@huitang/scheduling',
    '@huitang/room-allocation',
    '@huitang/notification',
    '@huitang/calendar',
    '@huitang/web',
  ],
};
const allowedToServices = [CONTRACTS, RUNTIME, WORDING, ICALENDAR];

const isOurs = (specifier: string): boolean => specifier.startsWith('@huitang/');

function checkBoundaries(tree: Tree): readonly string[] {
  return tree.sources.filter(isSrc).flatMap((source) => {
    const folder = workspaceOfFile(tree, source.path)?.folder ?? '';
    const others = allowed[folder] ?? allowedToServices;
    return importsOf(source)
      .filter(({ specifier }) => isOurs(specifier) && !others.includes(specifier))
      .map(({ node, specifier }) => `${at(source, node)} imports ${specifier}`);
  });
}

const calendar = { 'services/calendar/package.json': manifest('calendar') };

export const boundaries: Rule = {
  name: 'services import contracts, the runtime, the wording, iCalendar and their own files; only standalone and distributed know engines and other services',
  check: checkBoundaries,
  bad: {
    'another service': { ...calendar, 'services/calendar/src/a.ts': "import { x } from '@huitang/scheduling';" },
    'an engine': { ...calendar, 'services/calendar/src/a.ts': "import type { X } from '@huitang/engine-embedded';" },
    'an engine, late': { ...calendar, 'services/calendar/src/a.ts': "await import('@huitang/engine-embedded');" },
    'the adapters': { ...calendar, 'services/calendar/src/a.ts': "export * from '@huitang/runtime/adapters';" },
    'contracts that know the runtime': {
      'packages/contracts/package.json': manifest('contracts'),
      'packages/contracts/src/a.ts': "import { x } from '@huitang/runtime';",
    },
  },
  good: {
    ...calendar,
    'services/calendar/src/a.ts': "import { x } from '@huitang/contracts'; import { y } from '@huitang/runtime';",
    'services/standalone/package.json': manifest('standalone'),
    'services/standalone/src/a.ts': "import { x } from '@huitang/calendar';",
  },
};

function checkPaths(tree: Tree): readonly string[] {
  const entries = new Set(tree.workspaces.flatMap((workspace) => [...workspace.entries.keys()]));
  return tree.sources.flatMap((source) => {
    const own = workspaceOfFile(tree, source.path)?.folder ?? 'test';
    const base = isSrc(source) ? `${own}/src/` : `${own}/`;
    return importsOf(source).flatMap(({ node, specifier }) => {
      const where = `${at(source, node)} imports ${specifier}`;
      if (isOurs(specifier)) return entries.has(specifier) ? [] : [`${where}, which no package exports`];
      if (!specifier.startsWith('.')) return [];
      const target = new URL(specifier, `file:///${source.path}`).pathname.slice(1);
      return target.startsWith(base) ? [] : [`${where}, which lies outside ${base}`];
    });
  });
}

export const paths: Rule = {
  name: 'packages are entered by their exports; relative imports stay in their own package, those of sources in src',
  check: checkPaths,
  bad: {
    'a file of another package': {
      ...calendar,
      'services/calendar/src/a.ts': "import { x } from '@huitang/calendar/src/b.ts';",
    },
    'a way round': { ...calendar, 'services/calendar/src/a.ts': "import { x } from '../../scheduling/src/a.ts';" },
    'a test in a source': { ...calendar, 'services/calendar/src/a.ts': "import { x } from '../test/given.ts';" },
    'a whole-system test that looks inside': { 'test/a.test.ts': "import { x } from '../services/calendar/src/a.ts';" },
  },
  good: {
    ...calendar,
    'services/calendar/test/a.test.ts': "import { x } from '../src/a.ts'; import { y } from '@huitang/calendar';",
    'test/a.test.ts': "import { x } from './support/b.ts'; import { y } from '@huitang/calendar'; import z from 'zod';",
  },
};

/** What each client is imported by, and by nobody else: the embedded build loads no client, the distributed no SQLite. */
const clients: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['packages/engine-kafka', 'infra/local'],
  mongoose: ['packages/engine-mongo', 'infra/local'],
  libsql: ['packages/engine-embedded'],
  'node:sqlite': ['packages/engine-embedded'],
};

const isOf = (specifier: string, name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);

function checkClients(tree: Tree): readonly string[] {
  return tree.sources.flatMap((source) => {
    const folder = workspaceOfFile(tree, source.path)?.folder ?? '';
    return importsOf(source).flatMap(({ node, specifier }) =>
      Object.entries(clients)
        .filter(([name, users]) => isOf(specifier, name) && !users.includes(folder))
        .map(() => `${at(source, node)} imports ${specifier}`),
    );
  });
}

export const engineClients: Rule = {
  name: 'kafkajs, mongoose, libsql and node:sqlite are imported by their own engine alone',
  check: checkClients,
  bad: {
    kafkajs: { 'packages/runtime/src/a.ts': "import { Kafka } from 'kafkajs';" },
    'mongoose, late': { 'packages/runtime/src/a.ts': "const x = await import('mongoose');" },
    "Node's own SQLite": { 'services/standalone/src/a.ts': "import { DatabaseSync } from 'node:sqlite';" },
    'SQLite in the distributed build': {
      'services/distributed/package.json': manifest('distributed'),
      'services/distributed/src/a.ts': "import Database from 'libsql';",
    },
  },
  good: {
    'packages/engine-kafka/package.json': manifest('engine-kafka'),
    'packages/engine-kafka/src/a.ts': "import { Kafka } from 'kafkajs'; import { x } from 'mongoose-like';",
  },
};
