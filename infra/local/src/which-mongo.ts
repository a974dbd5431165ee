const A_DAY_MS = 86_400_000;

export interface MongoFacts {
  /** Data of an earlier run, which only FerretDB can read. */
  readonly hasFerretdbData: boolean;
  readonly hasMongod: boolean;
  /** When the last attempt to fetch a mongod failed. */
  readonly mongodFailedAt: number | undefined;
  readonly now: number;
}

/**
 * What stands for MongoDB where none is given: a real mongod, else FerretDB. `try-mongod` is to fetch one, and to take
 * FerretDB when that fails; a failure holds for a day.
 */
export function whichMongo(facts: MongoFacts): 'mongod' | 'try-mongod' | 'ferretdb' {
  const { hasFerretdbData, hasMongod, mongodFailedAt, now } = facts;
  if (hasFerretdbData) return 'ferretdb';
  if (hasMongod) return 'mongod';
  return mongodFailedAt !== undefined && now - mongodFailedAt < A_DAY_MS ? 'ferretdb' : 'try-mongod';
}
