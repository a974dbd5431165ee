import { composeNginxConf } from '../front-door/of-compose.ts';
import type { Command } from './command.ts';

export const frontDoor: Command = {
  usage: 'front-door',
  summary: "print nginx's configuration for the containers, as infra/nginx/nginx.conf has it",
  async run(_args, cli) {
    cli.say(composeNginxConf().trimEnd());
    return 0;
  },
};
