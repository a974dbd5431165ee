import { exitCodeOf } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import { parseOptions } from '../src/options.ts';

const enough = {
  HUITANG_PUBLIC_URL: 'https://huitang.example.org/',
  HUITANG_UID_DOMAIN: 'huitang.example.org',
  HUITANG_INTERNAL_TOKEN: 'x'.repeat(32),
  HUITANG_SERVICES: 'scheduling=http://scheduling:8080,room-allocation=http://room-allocation:8080',
  KAFKA_BROKERS: 'kafka:9092',
  MONGODB_URI: 'mongodb://mongo:27017/?replicaSet=rs0',
};

const PEM = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('a service of its own', () => {
  test('needs its name, the engines, and what all services must say alike', () => {
    expect(parseOptions(['scheduling'], enough)).toMatchObject({
      service: 'scheduling',
      HUITANG_PUBLIC_URL: 'https://huitang.example.org',
      HUITANG_PORT: 8080,
      HUITANG_SERVICES: { scheduling: 'http://scheduling:8080', 'room-allocation': 'http://room-allocation:8080' },
      KAFKA_BROKERS: ['kafka:9092'],
      KAFKA_PARTITIONS: 12,
      KAFKA_RETENTION_MS: -1,
      MONGODB_STAND_IN: 'refused',
    });
  });

  test('takes several brokers', () => {
    const options = parseOptions(['web'], { ...enough, KAFKA_BROKERS: 'a:1,b:2,c:3' });
    expect(options.KAFKA_BROKERS).toEqual(['a:1', 'b:2', 'c:3']);
  });

  test.each([
    [[], {}, 'one of scheduling, room-allocation, notification, calendar, web, not nothing'],
    [['identity'], {}, 'one of scheduling, room-allocation, notification, calendar, web, not identity'],
    [['web', 'calendar'], {}, 'one of scheduling, room-allocation, notification, calendar, web, not web calendar'],
    [['web'], { KAFKA_BROKERS: 'kafka' }, 'KAFKA_BROKERS: host:port pairs with commas between, not kafka'],
    [['web'], { KAFKA_PARTITIONS: '0' }, 'KAFKA_PARTITIONS: a number from 1 to 1000, not 0'],
    [['web'], { KAFKA_SASL: 'gssapi' }, 'KAFKA_SASL: plain, scram-sha-256, scram-sha-512, not gssapi'],
    [['web'], { KAFKA_SASL: 'plain', KAFKA_PASSWORD: 'p' }, 'KAFKA_USER: the name of a user, since KAFKA_SASL is set'],
    [['web'], { KAFKA_SASL: 'plain', KAFKA_USER: 'u' }, 'KAFKA_PASSWORD: a password, since KAFKA_SASL is set'],
    [['web'], { KAFKA_USER: 'u' }, 'KAFKA_SASL: plain, scram-sha-256, scram-sha-512, since there is a user'],
    [['web'], { KAFKA_TLS_CA: PEM }, 'KAFKA_TLS: on, since there are certificates'],
    [['web'], { KAFKA_TLS: 'on', KAFKA_TLS_KEY: PEM }, 'KAFKA_TLS_CERT: the certificate of KAFKA_TLS_KEY'],
    [['web'], { KAFKA_TLS: 'on', KAFKA_TLS_CA: 'ca.pem' }, 'KAFKA_TLS_CA: certificates as PEM text, not ca.pem'],
    [['web'], { HUITANG_PORT: '99999' }, 'HUITANG_PORT: a number from 0 to 65535, not 99999'],
    [['web'], { MONGODB_DATABASE: 'A/b' }, 'MONGODB_DATABASE: small letters, digits and hyphens, not A/b'],
    [['web'], { HUITANG_LOG: 'loud' }, 'HUITANG_LOG: debug, info, warn, error or silent, not loud'],
    [
      ['web'],
      { HUITANG_SERVICES: 'scheduling:8080' },
      'HUITANG_SERVICES: service=address pairs with commas between, such as scheduling=http://scheduling:8080, not scheduling:8080',
    ],
  ])('with %j and %j is refused as wrong usage: %s', (args, change, message) => {
    expect(() => parseOptions(args, { ...enough, ...change })).toThrow(new Error(message));
    expect(exitCodeOf(thrownBy(() => parseOptions(args, { ...enough, ...change })))).toBe(2);
  });

  test.each(Object.keys(enough))('says that %s is wanted when it is missing', (name) => {
    expect(() => parseOptions(['web'], { ...enough, [name]: undefined })).toThrow(new RegExp(`^${name}: `));
  });

  test.each([
    ['MONGODB_URI', 'postgres://user:hunter2@db'],
    ['HUITANG_INTERNAL_TOKEN', 'hunter2'],
    ['KAFKA_TLS_KEY', 'hunter2'],
  ])('never repeats what %s holds', (name, value) => {
    const error = thrownBy(() => parseOptions(['web'], { ...enough, [name]: value }));
    expect(String(error)).toContain(name);
    expect(String(error)).not.toContain('hunter2');
  });
});
