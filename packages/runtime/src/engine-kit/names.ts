import { Fault } from '../faults.ts';

const COLLECTION = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const RECORD_SET = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Throws `invalid-definition` for a name that no collection may have. */
export function checkedCollectionName(name: string): string {
  if (COLLECTION.test(name)) return name;
  throw new Fault('invalid-definition', `a collection's name is kebab-case, not ${name}`, { retriable: false });
}

/** Throws `invalid-name` for a name that no set of records may have. */
export function checkedSetName(name: string): string {
  if (RECORD_SET.test(name)) return name;
  throw new Fault('invalid-name', `a record set's name is kebab-case, not ${name}`, { retriable: false });
}
