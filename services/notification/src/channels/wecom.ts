import type { Platform } from '@huitang/runtime';
import { z } from 'zod';
import type { Channel } from './channel.ts';
import { robotChannel } from './robot.ts';

const Settings = z.strictObject({
  /** What stands behind `key=` in the robot's address. */
  key: z.string().regex(/^[\w-]{10,100}$/, "the key in the address of a WeCom group's robot"),
});

/** A group robot of WeCom (企业微信群机器人), as its developer documentation has it, path/91770. */
export const wecomChannel = (platform: Platform): Channel =>
  robotChannel(platform, {
    name: 'wecom',
    settings: Settings,
    textMaxBytes: 4_096,
    perMinute: 20,
    tooManyCode: 45_009,
    tooManyMs: 60_000,
    busyCodes: [-1],
    request: ({ text }, { key }) => ({
      url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`,
      body: { msgtype: 'markdown', markdown: { content: text } },
    }),
  });
