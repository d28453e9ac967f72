import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/id';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { makeQueryClient } from './api/query-client.ts';
import { AppRoutes } from './AppRoutes.tsx';
import { currentLanguage } from './i18n/index.ts';
import { theme } from './theme.ts';

export function App() {
  const [client] = useState(makeQueryClient);
  useTranslation();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <DatesProvider settings={{ locale: currentLanguage(), firstDayOfWeek: 1 }}>
        <Notifications position="bottom-right" limit={3} />
        <QueryClientProvider client={client}>
          <BrowserRouter>
            <AppRoutes />
          </BrowserRouter>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
