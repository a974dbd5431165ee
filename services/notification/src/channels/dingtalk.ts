import { createHmac } from 'node:crypto';
import type { Platform } from '@huitang/runtime';
import { z } from 'zod';
import type { Channel } from './channel.ts';
import { robotChannel } from './robot.ts';

const Settings = z.strictObject({
  /** What stands behind `access_token=` in the robot's address. */
  accessToken: z.string().regex(/^\w{10,200}$/, "the access_token in the address of a DingTalk group's robot"),
  /** Of the security setting 加签. */
  secret: z.string().regex(/^SEC\w{10,200}$/, 'the secret of the robot, which begins with SEC'),
});

/** HMAC-SHA256 of `<milliseconds>\n<secret>` under the secret, in base64 (安全设置, 加签). */
const signature = (now: number, secret: string): string =>
  createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64');

/** A group robot of DingTalk (钉钉自定义机器人) that is secured by a signature. */
export const dingtalkChannel = (platform: Platform): Channel =>
  robotChannel(platform, {
    name: 'dingtalk',
    settings: Settings,
    textMaxBytes: 4_096,
    perMinute: 20,
    tooManyCode: 130_101,
    tooManyMs: 600_000,
    busyCodes: [-1],
    request: ({ title, text }, { accessToken, secret }, now) => {
      const query = new URLSearchParams({
        access_token: accessToken,
        timestamp: String(now),
        sign: signature(now, secret),
      });
      return {
        url: `https://oapi.dingtalk.com/robot/send?${query}`,
        body: { msgtype: 'markdown', markdown: { title, text } },
      };
    },
  });
