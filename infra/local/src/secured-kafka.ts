import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsHere } from './environment.ts';
import { EnginesFailure } from './failure.ts';
import { CLUSTER_ID, javaArgs } from './kafka.ts';
import { log4jProperties } from './kafka-config.ts';
import { kafkaAnswers } from './probes.ts';
import { SECURED_USER, type SecuredPorts, securedProperties } from './secured-config.ts';
import { HOST, places } from './settings.ts';
import { runTool } from './tool.ts';
import { JAVA_HINT } from './versions.ts';
import { eventually } from './wait.ts';

const TOOL_MS = 60_000;
const ANSWER_MS = 60_000;

/** A broker of a test's own that lets nobody in without a login, or a certificate. */
export interface SecuredKafka {
  /** TLS, and then SCRAM-SHA-256 or PLAIN. */
  readonly signedIn: string;
  /** TLS with a certificate on both sides. */
  readonly mutual: string;
  readonly user: string;
  readonly password: string;
  /** Files of PEM text: whom to trust, and who a client is. */
  readonly files: { readonly ca: string; readonly clientCert: string; readonly clientKey: string };
  stop(): Promise<void>;
}

/** What runs a tool in `folder`, with its output kept there. */
const toolIn = (folder: string) => (command: string, args: readonly string[], whenMissing: string) =>
  runTool({
    command,
    args,
    folder,
    environment: settingsHere().environment,
    log: join(folder, 'tools.log'),
    whenMissing,
    timeoutMs: TOOL_MS,
  });
type Tool = ReturnType<typeof toolIn>;

/** A certificate that vouches for itself, and its key, both good for two days. */
async function certify(tool: Tool, folder: string, name: string): Promise<{ cert: string; key: string }> {
  const cert = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  const who = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=IP:${HOST}`];
  const form = ['-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '2'];
  await tool('openssl', ['req', ...form, ...who, '-keyout', key, '-out', cert], 'apt-get install openssl');
  return { cert, key };
}

function launch(folder: string, args: readonly string[]): ChildProcess {
  const log = openSync(join(folder, 'kafka.out'), 'a');
  const child = spawn('java', ['-Xmx256m', '-XX:+UseSerialGC', ...args], { stdio: ['ignore', log, log] });
  closeSync(log);
  // A test that is ended half-way leaves no broker behind.
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

async function untilItAnswers(child: ChildProcess, broker: string, folder: string): Promise<void> {
  const answers = async (): Promise<boolean | undefined> =>
    child.exitCode !== null ? false : (await kafkaAnswers([broker])) || undefined;
  if (await eventually(answers, ANSWER_MS)) return;
  child.kill('SIGKILL');
  throw new EnginesFailure(`a secured Kafka does not answer: see ${join(folder, 'kafka.out')}`);
}

/** Starts one in `folder`, from the jars that `pnpm engines up` has fetched, and returns when it answers. */
export async function startSecuredKafka(folder: string, ports: SecuredPorts): Promise<SecuredKafka> {
  mkdirSync(folder, { recursive: true });
  const tool = toolIn(folder);
  const password = 'a-password-for-tests';
  const broker = await certify(tool, folder, 'broker');
  const client = await certify(tool, folder, 'client');
  const keyStore = join(folder, 'broker.pem');
  writeFileSync(keyStore, readFileSync(broker.key, 'utf8') + readFileSync(broker.cert, 'utf8'));
  const [config, log4j] = [join(folder, 'kafka.properties'), join(folder, 'log4j2.properties')];
  writeFileSync(
    config,
    securedProperties({ folder: join(folder, 'data'), ports, password, keyStore, trusted: client.cert }),
  );
  writeFileSync(log4j, log4jProperties(join(folder, 'kafka.log')));
  const java = javaArgs(places(settingsHere().root).kafkaJars, log4j);
  const login = `SCRAM-SHA-256=[name=${SECURED_USER},password=${password}]`;
  const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config, '--add-scram', login];
  await tool('java', [...java, ...format], JAVA_HINT);
  const child = launch(folder, [...java, 'kafka.Kafka', config]);
  await untilItAnswers(child, `${HOST}:${ports.inner}`, folder);
  return {
    signedIn: `${HOST}:${ports.signedIn}`,
    mutual: `${HOST}:${ports.mutual}`,
    user: SECURED_USER,
    password,
    files: { ca: broker.cert, clientCert: client.cert, clientKey: client.key },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
