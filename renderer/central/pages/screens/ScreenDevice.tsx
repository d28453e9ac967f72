import { Stack } from '@mantine/core';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { UsbLoad } from '../releases/UsbLoad.tsx';
import { UsbPlays } from '../releases/UsbPlays.tsx';
import { PairDevice } from './PairDevice.tsx';
import { ScreenCommands } from './ScreenCommands.tsx';
import { UnpairDevice } from './UnpairDevice.tsx';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

export function ScreenDevice({ screen, live }: Props) {
  if (!live?.paired) return <PairDevice screenId={screen.id} />;
  return (
    <Stack gap="md">
      <ScreenCommands live={live} />
      <UsbLoad screenId={screen.id} />
      <UsbPlays />
      <UnpairDevice screenId={screen.id} />
    </Stack>
  );
}
