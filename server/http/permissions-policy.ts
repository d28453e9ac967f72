import type { RequestHandler } from 'express';

/** What a browser could hand a page of ours; refused unless a page below asks for it. */
const FEATURES = [
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
] as const;
type Feature = (typeof FEATURES)[number];

/**
 * Crews: where a clip was heard, and a screen that stays lit while it plays. Central: recordings made in the browser;
 * its pages are one document that routes by itself, so the form's permission is the document's.
 */
const ASKED: readonly { path: RegExp; features: readonly Feature[] }[] = [
  { path: /^\/crew(?:\/|$)/, features: ['geolocation', 'screen-wake-lock'] },
  { path: /^\/(?!(?:api|ws|assets)(?:\/|$))/, features: ['microphone'] },
];

/** Permissions-Policy (https://www.w3.org/TR/permissions-policy/): devices of the reader's machine, page by page. */
export const permissionsPolicy = (): RequestHandler => (req, res, next) => {
  const asked = ASKED.find(({ path }) => path.test(req.path))?.features ?? [];
  const policy = FEATURES.map((feature) => `${feature}=${asked.includes(feature) ? '(self)' : '()'}`);
  res.set('Permissions-Policy', policy.join(', '));
  next();
};
