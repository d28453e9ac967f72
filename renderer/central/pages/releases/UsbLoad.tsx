import { Button, Text } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getUsbLoad } from '../../../../core/api/usb.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { Section } from '../../components/Section.tsx';

/** What a technician carries to a screen without network. */
export function UsbLoad({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  return (
    <Section title={t('usb.title')} hint={t('usb.hint')}>
      <Button
        component="a"
        href={urlOf(getUsbLoad, { params: { id: screenId } })}
        download
        variant="default"
        leftSection={<IconUsb size={17} />}
      >
        {t('usb.download')}
      </Button>
      <Text size="xs" c="dimmed" mt="sm">
        {t('usb.steps')}
      </Text>
    </Section>
  );
}
