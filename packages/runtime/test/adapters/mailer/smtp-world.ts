import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What a server does with the mails it gets. */
export type Manner =
  | { readonly takes: 'all' }
  | { readonly refuses: 'recipient' | 'text' | 'connection'; readonly code: number; readonly words: string }
  /** It has the whole mail and hangs up instead of saying so. */
  | { readonly takes: 'and-hangs-up' }
  /** It hangs up when it has a part of the mail. */
  | { readonly takes: 'a-part-and-dies' }
  /** It has the whole mail and says nothing, until `goOn`. */
  | { readonly takes: 'and-is-slow' };

export interface SmtpWorld {
  readonly url: string;
  readonly port: number;
  manner: Manner;
  /** What it has got, whether it said so or not. */
  readonly taken: ParsedMail[];
  /** What is not answered yet is. */
  goOn(): void;
  /** Connections made so far. */
  connections(): number;
  stop(): Promise<void>;
}

const refusal = ({ code, words }: { code: number; words: string }): Error =>
  Object.assign(new Error(words), { responseCode: code });

/** A real SMTP server on a port of its own, with changeable manners. */
export async function smtpWorld(options: SMTPServerOptions = {}, port = 0): Promise<SmtpWorld> {
  const sockets = new Set<Socket>();
  const taken: ParsedMail[] = [];
  const unanswered: (() => void)[] = [];
  let made = 0;
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const does = (takes: string): boolean => 'takes' in world.manner && world.manner.takes === takes;
  const refuses = (step: string): Error | undefined =>
    'refuses' in world.manner && world.manner.refuses === step ? refusal(world.manner) : undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => done(refuses('connection')),
    onRcptTo: (_address, _session, done) => done(refuses('recipient')),
    onData(stream, _session, done) {
      if (does('a-part-and-dies')) return void stream.once('data', hangUp).resume();
      simpleParser(stream).then((mail) => {
        const refused = refuses('text');
        if (refused) return done(refused);
        taken.push(mail);
        if (does('and-hangs-up')) return hangUp();
        if (does('and-is-slow')) return unanswered.push(() => done());
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    made += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const at = (server.server.address() as AddressInfo).port;
  const world: SmtpWorld = {
    url: `smtp://127.0.0.1:${at}`,
    port: at,
    manner: { takes: 'all' },
    taken,
    goOn() {
      for (const answer of unanswered.splice(0)) answer();
    },
    connections: () => made,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
  return world;
}
