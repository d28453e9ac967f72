import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconUsb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { canPickFolder } from './pick-folder.ts';
import { StickModal } from './StickModal.tsx';

interface Props {
  /** Whether there is something in it; what is being written goes on when that changes. */
  isSomething: boolean;
  /** Where the ZIP is. */
  href: string;
  /** Fetches the same ZIP for the stick. */
  load: () => Promise<Blob>;
  stickTitle: string;
}

/** The two ways to take a pack along: as a file, and straight onto a stick where the browser can write one. */
export function PackTake({ isSomething, href, load, stickTitle }: Props) {
  const { t } = useTranslation();
  const [writing, write] = useDisclosure(false);
  return (
    <>
      {isSomething && (
        <Group gap="xs">
          <Button
            component="a"
            href={href}
            download
            variant={canPickFolder() ? 'default' : 'filled'}
            leftSection={<IconDownload size={17} />}
          >
            {t('units.download')}
          </Button>
          {canPickFolder() && (
            <Button leftSection={<IconUsb size={17} />} onClick={write.open}>
              {t('stick.write')}
            </Button>
          )}
        </Group>
      )}
      {writing && <StickModal title={stickTitle} load={load} onClose={write.close} />}
    </>
  );
}
