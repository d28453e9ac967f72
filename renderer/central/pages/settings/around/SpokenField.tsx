import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AROUND_TEXT_LIMIT, namesArea } from '../../../../../core/model/around-clip.ts';

const AREA = '{kelurahan}';

interface Props {
  label: string;
  hint: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** A text that is spoken, with the place of the area's name one press away. */
export function SpokenField({ label, hint, placeholder, value, onChange }: Props) {
  const { t } = useTranslation();
  const withArea = `${value} ${AREA}`.trimStart();
  return (
    <div>
      <Textarea
        label={label}
        description={hint}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxLength={AROUND_TEXT_LIMIT}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {!namesArea(value) && withArea.length <= AROUND_TEXT_LIMIT && (
        <Button mt={4} size="compact-xs" variant="light" onClick={() => onChange(withArea)}>
          {t('around.insertArea')}
        </Button>
      )}
    </div>
  );
}
