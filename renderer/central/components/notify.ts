import { notifications } from '@mantine/notifications';
import { asProblem } from '../api/problem.ts';
import { currentLanguage } from '../i18n/index.ts';

export const notifyDone = (message: string): void => {
  notifications.show({ message, color: 'green', autoClose: 4000 });
};

export const notifyProblem = (error: unknown): void => {
  notifications.show({
    message: asProblem(error).sentence(currentLanguage()),
    color: 'red',
    autoClose: 8000,
  });
};
