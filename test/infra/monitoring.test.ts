import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serviceNames } from '@huitang/distributed';
import { createMetrics } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { textOf, yamlOf } from './read.ts';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

const SUFFIX = /_(?:bucket|count|sum)$/;
/** What Prometheus itself says of whom it asks. */
const OWN = ['up'];

// A metric's name is one by what it begins with; functions and labels begin otherwise.
const metricsIn = (expr: string): readonly string[] =>
  [...expr.matchAll(/\b(?:huitang|process|nodejs)_[a-z0-9_]+|\bup\b/g)].map(([name]) => name);

const metrics = createMetrics();
const known = new Map(metrics.registry.getMetricsAsArray().map((metric) => [metric.name, metric]));

// What prom-client says of a metric's labels is not in its types.
const labelsOf = (name: string): readonly string[] =>
  (known.get(name) as unknown as { labelNames?: readonly string[] } | undefined)?.labelNames ?? [];

function expectKnown(expr: string): void {
  const names = metricsIn(expr);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names.filter((one) => !OWN.includes(one))) {
    const isHistogram = known.has(name.replace(SUFFIX, '')) && SUFFIX.test(name);
    expect([name, known.has(name) || isHistogram]).toEqual([name, true]);
  }
  const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
  const given = new Set(['le', 'process', 'instance', ...names.flatMap((name) => labelsOf(name.replace(SUFFIX, '')))]);
  expect(grouped.filter((label) => !given.has(label))).toEqual([]);
}

const alerts: readonly Alert[] = yamlOf('infra/prometheus/alerts.yml').groups.flatMap(
  ({ rules }: { rules: readonly Alert[] }) => rules,
);
const dashboard: { panels: readonly Panel[] } = JSON.parse(textOf('infra/grafana/dashboards/huitang.json'));
const panels = dashboard.panels.filter(({ type }) => type !== 'row');

describe.each(alerts.map((alert) => [alert.alert, alert] as const))('the alert %s', (name, { expr, annotations }) => {
  test('asks for metrics and labels that there are', () => {
    expectKnown(expr);
  });

  test('has its page', () => {
    expect(annotations.runbook).toBe(`docs/operations.md#${name.toLowerCase()}`);
    expect(textOf('docs/operations.md')).toMatch(new RegExp(`^### ${name}$`, 'm'));
  });
});

describe.each(panels.map((panel) => [panel.title, panel] as const))('the panel "%s"', (_, { targets = [] }) => {
  test('asks for metrics and labels that there are, of the provisioned source', () => {
    const { uid } = yamlOf('infra/grafana/provisioning/datasources/prometheus.yml').datasources[0];
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr, datasource } of targets) {
      expectKnown(expr);
      expect(datasource.uid).toBe(uid);
    }
  });
});

test('every metric of ours is on the dashboard, and in the list of docs/operations.md', () => {
  const shown = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => metricsIn(expr))));
  const ours = [...known.keys()].filter((name) => name.startsWith('huitang_') && name !== 'huitang_bus_lag');
  const missing = ours.filter((name) => ![...shown].some((one) => one.replace(SUFFIX, '') === name || one === name));
  expect(missing).toEqual([]);
  for (const name of ours) expect(textOf('docs/operations.md')).toContain(`\`${name}\``);
});

test('Prometheus asks every service', () => {
  const [job] = yamlOf('infra/prometheus/prometheus.yml').scrape_configs;
  expect(job.dns_sd_configs[0].names).toEqual([...serviceNames]);
  for (const name of serviceNames)
    expect(textOf('infra/prometheus/alerts.yml')).toContain(`absent(up{process="${name}"})`);
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
// skip: Prometheus' own checker is not installed everywhere
const ifInstalled = hasPromtool ? test : test.skip;

ifInstalled(
  `alerts are raised when they should be, by Prometheus' own account${hasPromtool ? '' : ' (promtool is missing)'}`,
  () => {
    const cwd = fileURLToPath(new URL('../../infra/prometheus', import.meta.url));
    for (const args of [
      ['check', 'config', '--syntax-only', 'prometheus.yml'],
      ['check', 'rules', 'alerts.yml'],
      ['test', 'rules', 'alerts.test.yml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd, encoding: 'utf8' });
      expect([args, status, status === 0 ? '' : stdout + stderr]).toEqual([args, 0, '']);
    }
  },
);
