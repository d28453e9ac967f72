import { Stack } from '@mantine/core';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
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
      <UnpairDevice screenId={screen.id} />
    </Stack>
  );
}
