import { serverProperties } from './kafka-config.ts';
import { HOST } from './settings.ts';

export const SECURED_USER = 'huitang';

export interface SecuredPorts {
  readonly signedIn: number;
  readonly mutual: number;
  /** For the broker itself, and for whoever asks whether it is up. */
  readonly inner: number;
  readonly controller: number;
}

interface Secured {
  readonly folder: string;
  readonly ports: SecuredPorts;
  readonly password: string;
  /** PEM: the broker's key and certificate. */
  readonly keyStore: string;
  /** PEM: the certificates of clients. */
  readonly trusted: string;
}

const MODULES = 'org.apache.kafka.common.security';

/** The single broker, behind a login over TLS on one port and behind certificates of both sides on another. */
export function securedProperties({ folder, ports, password, keyStore, trusted }: Secured): string {
  const at = (name: string, port: number): string => `${name}://${HOST}:${port}`;
  const open = [at('SIGNED', ports.signedIn), at('MUTUAL', ports.mutual), at('INNER', ports.inner)];
  return serverProperties(folder, {
    'controller.quorum.voters': `1@${HOST}:${ports.controller}`,
    listeners: [...open, at('CONTROLLER', ports.controller)].join(),
    'advertised.listeners': open.join(),
    'inter.broker.listener.name': 'INNER',
    'listener.security.protocol.map': 'SIGNED:SASL_SSL,MUTUAL:SSL,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'listener.name.signed.sasl.enabled.mechanisms': 'SCRAM-SHA-256,PLAIN',
    'listener.name.signed.scram-sha-256.sasl.jaas.config': `${MODULES}.scram.ScramLoginModule required;`,
    'listener.name.signed.plain.sasl.jaas.config': `${MODULES}.plain.PlainLoginModule required user_${SECURED_USER}="${password}";`,
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': trusted,
  });
}
