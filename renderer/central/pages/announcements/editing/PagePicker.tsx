import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getMedia } from '../../../../../core/api/announcements.ts';
import { urlOf } from '../../../../../core/api/url.ts';
import type { Asset } from '../../../../../core/model/catalogue.ts';
import './PagePicker.css';

interface Props {
  asset: Asset;
  page: number;
  onPick: (page: number) => void;
}

/** Which page of a document airs. */
export function PagePicker({ asset, page, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={500} mb={6}>
        {t('pages.title')}
      </Text>
      <div className="wv-pages" role="radiogroup" aria-label={t('pages.title')}>
        {asset.pagePosters.map((sha256, index) => (
          <UnstyledButton
            key={index}
            className="wv-page-choice"
            role="radio"
            aria-checked={page === index + 1}
            onClick={() => onPick(index + 1)}
          >
            <img src={urlOf(getMedia, { params: { sha256 } })} alt="" loading="lazy" />
            <Text size="xs" ta="center" className="wv-num">
              {t('pages.page', { page: index + 1 })}
            </Text>
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
