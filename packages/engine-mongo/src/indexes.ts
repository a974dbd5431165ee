import { Fault, messageOf } from '@huitang/runtime';
import { mongo } from 'mongoose';
import { asFault } from './storage-fault.ts';

export interface IndexSpec {
  readonly name: string;
  /** Fields in the order of use; all ascending. */
  readonly fields: readonly string[];
  readonly unique?: true;
  /** Without the documents that do not have the field. A server may keep them nevertheless. */
  readonly sparse?: true;
}

/** What `listIndexes` says, as far as it is looked at. */
export interface FoundIndex {
  readonly name: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly unique?: boolean;
  /** What makes it forget documents, leave some out, or take different words for the same. */
  readonly [option: string]: unknown;
}

/** With any of these an index does less than its name promises: a partial unique one lets two of a kind in. */
const LESSENING = ['partialFilterExpression', 'expireAfterSeconds', 'collation', 'sparse', 'hidden'] as const;

const keyOf = ({ fields }: IndexSpec): Record<string, 1> => Object.fromEntries(fields.map((field) => [field, 1]));

const descriptionOf = (spec: IndexSpec): mongo.IndexDescription => ({
  key: keyOf(spec),
  name: spec.name,
  ...(spec.unique && { unique: true }),
  ...(spec.sparse && { sparse: true }),
});

/** False and absent are the same. */
const lessened = (wanted: IndexSpec, found: FoundIndex): readonly string[] =>
  LESSENING.filter((option) => (found[option] ?? false) !== false && !(option === 'sparse' && wanted.sparse));

const isAs = (wanted: IndexSpec, found: FoundIndex): boolean =>
  JSON.stringify(found.key) === JSON.stringify(keyOf(wanted)) &&
  (found.unique ?? false) === (wanted.unique ?? false) &&
  lessened(wanted, found).length === 0;

/** What is wrong with a collection's indexes, a sentence each. Other indexes than the wanted ones are nobody's business. */
export function indexFindings(
  collection: string,
  wanted: readonly IndexSpec[],
  found: readonly FoundIndex[],
): readonly string[] {
  return wanted.flatMap((spec) => {
    const there = found.find(({ name }) => name === spec.name);
    const what = `${spec.unique ? 'unique ' : ''}(${spec.fields.join(', ')})`;
    if (!there) return [`index ${spec.name} of ${collection} is missing: ${what}`];
    if (isAs(spec, there)) return [];
    const fields = Object.entries(there.key).map(([field, way]) => (way === 1 ? field : `${field}: ${way}`));
    const less = lessened(spec, there);
    const has = `${there.unique ? 'unique ' : ''}(${fields.join(', ')})${less.length > 0 ? ` with ${less.join(', ')}` : ''}`;
    return [`index ${spec.name} of ${collection} is ${has}, not ${what}`];
  });
}

/** The part of a driver's collection that is needed here; mongoose's own ones have no `namespace`. */
type Indexed = Pick<mongo.Collection, 'createIndexes' | 'indexes' | 'collectionName'>;

const NAMESPACE_NOT_FOUND = 26;

async function listed(collection: Indexed): Promise<readonly FoundIndex[]> {
  try {
    const found = await collection.indexes();
    return found.map(({ name = '', ...index }) => ({ ...index, name }));
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [];
    throw asFault(error);
  }
}

const fault = (findings: readonly string[], cause?: unknown): Fault =>
  new Fault('index-missing', findings.join('; '), { retriable: false, cause });

/** Rejects with `index-missing`, naming each, where an index is not there or is another. */
export async function verifyIndexes(collection: Indexed, wanted: readonly IndexSpec[]): Promise<void> {
  const findings = indexFindings(collection.collectionName, wanted, await listed(collection));
  if (findings.length > 0) throw fault(findings);
}

/** Creates what is missing and then looks whether everything is there. Rejects with `index-missing`, naming each. */
export async function ensureIndexes(collection: Indexed, wanted: readonly IndexSpec[]): Promise<void> {
  const names = (await listed(collection)).map(({ name }) => name);
  // Only those: FerretDB panics at a list that has some of them already.
  const missing = wanted.filter(({ name }) => !names.includes(name));
  try {
    if (missing.length > 0) await collection.createIndexes(missing.map(descriptionOf));
  } catch (error) {
    const cause = asFault(error);
    if (cause instanceof Fault) throw cause;
    const what = missing.map(({ name }) => name).join(', ');
    throw fault([`${what} of ${collection.collectionName} cannot be created: ${messageOf(error)}`], error);
  }
  await verifyIndexes(collection, wanted);
}
