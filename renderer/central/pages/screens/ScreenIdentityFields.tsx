import {
  Input,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { USUAL_PLAYER } from '../../../../core/model/catalogue.ts';
import { VOICINGS } from '../../../../core/model/city-settings.ts';
import { Section } from '../../components/Section.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { GroupSelect } from './GroupSelect.tsx';
import type { ScreenFields } from './screen-fields.ts';

export function ScreenIdentityFields({ values, set }: ScreenFields) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  return (
    <Section title={t('settings.identity')}>
      <Stack gap="md">
        <TextInput
          label={t('common.name')}
          required
          maxLength={120}
          value={values.name}
          onChange={(event) => set('name', event.currentTarget.value)}
        />
        <TextInput
          label={t('settings.site')}
          placeholder={t('settings.sitePlaceholder')}
          maxLength={200}
          value={values.site}
          onChange={(event) => set('site', event.currentTarget.value)}
        />
        <Input.Wrapper
          label={t('screenPack.kind')}
          description={t(values.playerKind === 'vendor' ? 'screenPack.vendorHint' : 'screenPack.wawarHint')}
        >
          <SegmentedControl
            mt={6}
            w="fit-content"
            display="flex"
            data={[
              { value: 'wawar', label: t('screenPack.wawar') },
              { value: 'vendor', label: t('screenPack.vendor') },
            ]}
            value={values.playerKind}
            onChange={(kind) => {
              set('playerKind', kind);
              if (kind === 'vendor') set('sound', USUAL_PLAYER.sound);
            }}
          />
        </Input.Wrapper>
        {values.playerKind === 'wawar' && (
          <Switch
            label={t('screenPack.audioOnly')}
            description={t('screenPack.audioOnlyHint')}
            checked={values.sound === 'audio_only'}
            onChange={(event) =>
              set('sound', event.currentTarget.checked ? 'audio_only' : USUAL_PLAYER.sound)
            }
          />
        )}
        {values.playerKind === 'wawar' && values.sound === 'audio_only' && (
          <Select
            label={t('screenPack.voicing')}
            data={VOICINGS.map((value) => ({ value, label: t(`screenPack.voicings.${value}`) }))}
            value={values.voicing}
            onChange={(voicing) => set('voicing', voicing ?? USUAL_PLAYER.voicing)}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label={t('settings.area')}
            placeholder={t('settings.noArea')}
            searchable
            clearable
            data={[...areas.values()].map(({ id, name }) => ({ value: id, label: name }))}
            value={values.areaId}
            onChange={(areaId) => set('areaId', areaId)}
          />
          <GroupSelect groupId={values.groupId} onChange={(groupId) => set('groupId', groupId)} />
        </SimpleGrid>
        <Textarea
          label={t('settings.note')}
          description={t('settings.noteHint')}
          autosize
          maxLength={500}
          value={values.note}
          onChange={(event) => set('note', event.currentTarget.value)}
        />
      </Stack>
    </Section>
  );
}
