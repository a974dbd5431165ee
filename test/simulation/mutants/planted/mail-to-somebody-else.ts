import type { Mutant } from '../mutant.ts';

export const mailToSomebodyElse: Mutant = {
  name: 'mail-to-somebody-else',
  standsFor: 'a recipient kept from the mail before, or of another organization of the same name',
  patches: [
    {
      module: 'services/notification/src/channels/mail',
      from: 'address: contact.email',
      to: 'address: contact.email.replace(/^branch-[0-9]/, "branch-1")',
    },
  ],
};
