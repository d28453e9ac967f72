import { Button, FileButton } from '@mantine/core';
import { IconUsb } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { postUsbPlays } from '../../../../core/api/usb.ts';
import { Envelope } from '../../../../core/trust/statements.ts';
import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

/** Brings the plays of sites without network to the reports. */
export function UsbPlays() {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const send = async (files: readonly File[]) => {
    setBusy(true);
    let [plays, stored] = [0, 0];
    try {
      for (const file of files) {
        const answer = await call(postUsbPlays, { body: await envelopeIn(file) });
        plays += answer.plays;
        stored += answer.stored;
      }
      notifyDone(t('usb.playsDone', { plays, stored }));
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('usb.playsTitle')} hint={t('usb.playsHint')}>
      <FileButton multiple accept="application/json,.json" onChange={(files) => void send(files)}>
        {(props) => (
          <Button {...props} variant="default" loading={isBusy} leftSection={<IconUsb size={17} />}>
            {t('usb.playsUpload')}
          </Button>
        )}
      </FileButton>
    </Section>
  );
}

async function envelopeIn(file: File): Promise<Envelope> {
  try {
    return Envelope.parse(JSON.parse(await file.text()));
  } catch (cause) {
    throw new ApiProblem('usb_plays_refused', 422, {}, cause);
  }
}
