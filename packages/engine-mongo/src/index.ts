export { type MongoEngine, type MongoOptions, openMongo } from './open-mongo.ts';
