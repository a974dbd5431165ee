import type { Connection } from 'mongoose';
import { modelOf } from '../connection.ts';
import type { ViewModel } from './guard.ts';
import { viewSchema } from './view-document.ts';

const schema = viewSchema([]);

/** What is only ever asked for by id lies in one collection for all, by `<name>/<id>`. */
export const byIdModel = (database: Connection): ViewModel => modelOf(database, 'by-id', schema);
