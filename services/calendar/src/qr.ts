import { type Installation, type Route, route } from '@huitang/runtime';
import { renderSVG } from 'uqr';
import { z } from 'zod';

const SVG_TYPE = 'image/svg+xml; charset=utf-8';
/** Four modules of white, as ISO/IEC 18004 wants them around a symbol. */
const QUIET_ZONE = 4;
const FEED_PATH =
  /^\/feeds\/[a-z0-9/-]{1,200}\.ics(?:\?rooms=[a-z0-9,-]{1,200}(?:&lang=(?:zh|en))?|\?lang=(?:zh|en))?$/i;

/** A QR code of an address, for a phone's camera; readable with a seventh of it gone. */
export const qrSvg = (url: string): string => renderSVG(url, { ecc: 'M', border: QUIET_ZONE });

const isFeedOf = ({ publicUrl }: Installation, url: string): boolean =>
  url.startsWith(`${publicUrl}/`) && FEED_PATH.test(url.slice(publicUrl.length));

/** QR codes of this installation's own public feeds, and of nothing else. */
export const qrRoute = (installation: Installation): Route =>
  route({
    method: 'get',
    path: '/api/feeds/qr',
    operationId: 'feedQrCode',
    tag: 'Calendar feeds',
    summary: 'The QR code of a public feed’s address',
    query: z.object({
      url: z
        .string()
        .max(300)
        .refine((url) => isFeedOf(installation, url), {
          error: `the address of a public feed, such as ${installation.publicUrl}/feeds/centers/tianping.ics`,
        }),
    }),
    responses: { 200: { description: 'an SVG image', contentType: SVG_TYPE } },
    async handle({ query }) {
      const headers = { 'Cache-Control': 'public, max-age=86400' };
      return { status: 200, body: qrSvg(query.url), contentType: SVG_TYPE, headers };
    },
  });
