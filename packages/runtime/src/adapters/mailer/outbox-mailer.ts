import { mkdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { errorCode, outboxFault } from './mail-fault.ts';
import { mailOptions } from './mail-options.ts';

/** `20260701T010000.000Z-<left of the Message-ID>.eml`: by time, and the same for a repeat. */
const fileName = ({ date, messageId }: Mail): string =>
  `${new Date(date).toISOString().replace(/[-:]/g, '')}-${messageId.split('@')[0]}.eml`;

/**
 * Writes each mail as one file that any mail program opens; the stand-in for a mail server. A file is there whole or
 * not at all, and a repeat replaces it. It is not forced to the disk: this is a place to look, not a way to people.
 */
export function outboxMailer(dir: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  mkdirSync(dir, { recursive: true });
  let written = 0;

  async function write(name: string, bytes: Buffer): Promise<void> {
    written += 1;
    const temporary = join(dir, `.${name}.${written}.tmp`);
    try {
      await writeFile(temporary, bytes).catch(async (error: unknown) => {
        if (errorCode(error) !== 'ENOENT') throw error;
        // Somebody has tidied the folder away.
        await mkdir(dir, { recursive: true });
        await writeFile(temporary, bytes);
      });
      await rename(temporary, join(dir, name));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw outboxFault(error);
    }
  }

  return {
    async send(mail) {
      const { message } = await transport.sendMail(mailOptions(mail, from));
      if (!Buffer.isBuffer(message)) throw new TypeError('nodemailer gave no buffer');
      await write(fileName(mail), message);
    },
  };
}
