import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { log4jProperties, serverProperties } from './kafka-config.ts';
import { pomOf } from './pom.ts';
import { startDetached } from './processes.ts';
import { KAFKA_VERSION, type Places, places, type Settings } from './settings.ts';
import { runTool } from './tool.ts';
import { JAVA_HINT } from './versions.ts';

const MAVEN_TIMEOUT_MS = 600_000;
const FORMAT_TIMEOUT_MS = 60_000;
/** Sixteen bytes in base64url. It never changes: the data of one machine is not mixed with that of another. */
export const CLUSTER_ID = 'SHVpdGFuZ0VuZ2luZXMhIQ';

const MAVEN_HINT = 'the jars of Kafka are fetched with it: apt-get install maven';

/** Fetches the jars, once. They are in their place only when all of them are there. */
export async function installKafka(settings: Settings, say: (text: string) => void): Promise<void> {
  const at = places(settings.root);
  if (existsSync(at.kafkaJars)) return;
  say(`fetching the jars of Kafka ${KAFKA_VERSION} with Maven`);
  const scratch = join(at.scratch, 'kafka');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'pom.xml'), pomOf(KAFKA_VERSION));
  await runTool({
    command: 'mvn',
    args: [
      'dependency:copy-dependencies',
      '--batch-mode',
      '--no-transfer-progress',
      `-Dmaven.repo.local=${join(scratch, 'repository')}`,
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(scratch, 'jars')}`,
    ],
    folder: scratch,
    environment: settings.environment,
    log: join(at.logs, 'maven.log'),
    whenMissing: MAVEN_HINT,
    timeoutMs: MAVEN_TIMEOUT_MS,
  });
  mkdirSync(join(at.kafkaJars, '..'), { recursive: true });
  renameSync(join(scratch, 'jars'), at.kafkaJars);
  rmSync(scratch, { recursive: true, force: true });
}

/** `-cp … -Dlog4j2…`: what every Java process of ours starts with. */
export const javaArgs = (jars: string, log4jFile: string): readonly string[] => [
  '-cp',
  join(jars, '*'),
  `-Dlog4j2.configurationFile=${log4jFile}`,
];

const ownJavaArgs = (at: Places): readonly string[] => javaArgs(at.kafkaJars, join(at.config, 'log4j2.properties'));

const propertiesFile = (at: Places): string => join(at.config, 'kafka.properties');

function writeConfig(at: Places): void {
  mkdirSync(at.config, { recursive: true });
  mkdirSync(at.logs, { recursive: true });
  writeFileSync(propertiesFile(at), serverProperties(at.kafkaData));
  writeFileSync(join(at.config, 'log4j2.properties'), log4jProperties(join(at.logs, 'kafka.log')));
}

async function formatWhenEmpty(settings: Settings, at: Places): Promise<void> {
  if (existsSync(join(at.kafkaData, 'meta.properties'))) return;
  mkdirSync(at.kafkaData, { recursive: true });
  await runTool({
    command: 'java',
    args: [...ownJavaArgs(at), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', propertiesFile(at)],
    folder: at.kafkaData,
    environment: settings.environment,
    log: join(at.logs, 'kafka.out'),
    whenMissing: JAVA_HINT,
    timeoutMs: FORMAT_TIMEOUT_MS,
  });
}

/** Starts the broker in the background; it does not answer yet when this returns. */
export async function launchKafka(settings: Settings): Promise<void> {
  const at = places(settings.root);
  writeConfig(at);
  await formatWhenEmpty(settings, at);
  startDetached({
    pids: at.pids,
    name: 'kafka',
    command: 'java',
    // One broker on a small machine: the serial collector needs the least threads and memory.
    args: ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', ...ownJavaArgs(at), 'kafka.Kafka', propertiesFile(at)],
    mark: propertiesFile(at),
    environment: settings.environment,
    folder: at.kafkaData,
    log: join(at.logs, 'kafka.out'),
  });
}
