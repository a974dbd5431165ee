import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { z } from 'zod';

/** How long an engine on this machine may take to answer before it counts as down. */
const ANSWER_TIMEOUT_MS = 2000;

/** True when a broker of these answers a question that needs its controller. */
export async function kafkaAnswers(brokers: readonly string[]): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'huitang-engines',
    brokers: [...brokers],
    connectionTimeout: ANSWER_TIMEOUT_MS,
    requestTimeout: ANSWER_TIMEOUT_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers: members, controller } = await admin.describeCluster();
    return members.length > 0 && controller !== null;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => {});
  }
}

export interface MongoIdentity {
  readonly name: 'MongoDB' | 'FerretDB';
  readonly version: string;
  /** Speaks MongoDB's language without being it: for tests only. */
  readonly isStandIn: boolean;
}

const BuildInfo = z.object({ version: z.string(), ferretdbVersion: z.string().optional() });

/** Asks for the version, which is also the ping. Undefined when nothing answers. */
export async function mongoAnswers(uri: string): Promise<MongoIdentity | undefined> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: ANSWER_TIMEOUT_MS,
    connectTimeoutMS: ANSWER_TIMEOUT_MS,
    socketTimeoutMS: ANSWER_TIMEOUT_MS,
  });
  try {
    return identityOf(await client.db('admin').command({ buildInfo: 1 }));
  } catch {
    return undefined;
  } finally {
    await client.close().catch(() => {});
  }
}

/** FerretDB calls itself a MongoDB of some version, and adds its own. */
export function identityOf(answer: unknown): MongoIdentity {
  const { version, ferretdbVersion } = BuildInfo.parse(answer);
  return ferretdbVersion === undefined
    ? { name: 'MongoDB', version, isStandIn: false }
    : { name: 'FerretDB', version: ferretdbVersion.replace(/^v/, ''), isStandIn: true };
}
