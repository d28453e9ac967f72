import type { TFunction } from 'i18next';
import type { Asset } from '../../../../core/model/catalogue.ts';

const KNOWN = [
  'empty',
  'unsupported_format',
  'svg',
  'unreadable',
  'truncated',
  'too_large',
  'too_many_pixels',
  'too_long',
  'no_picture',
  'no_sound',
  'silent',
  'too_many_streams',
  'drm',
  'limit_exceeded',
  'speech_unavailable',
] as const;

/** Why a file was refused, in words; a code we do not know yet is told by its own detail. */
export function rejectionText(t: TFunction, rejection: NonNullable<Asset['rejection']>): string {
  const known = KNOWN.find((code) => code === rejection.code);
  return known
    ? t(`rejection.${known}`)
    : t('rejection.other', { detail: rejection.detail || rejection.code });
}
