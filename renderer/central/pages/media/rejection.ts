import type { TFunction } from 'i18next';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { id } from '../../i18n/id.ts';

type Told = Exclude<keyof typeof id.rejection, 'other'>;
/** Whether a code has a sentence of its own. */
export const isTold = (code: string): code is Told => code !== 'other' && Object.hasOwn(id.rejection, code);

/** Why a file was refused, in words; a code we do not know yet is told by its own detail. */
export function rejectionText(t: TFunction, rejection: NonNullable<Asset['rejection']>): string {
  return isTold(rejection.code)
    ? t(`rejection.${rejection.code}`)
    : t('rejection.other', { detail: rejection.detail || rejection.code });
}
