import { Group, MultiSelect, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MobileUnit } from '../../../../../core/model/catalogue.ts';
import { TimeOfDayInput } from '../../../components/TimeOfDayInput.tsx';
import { useDirectory } from '../../../hooks/use-directory.ts';
import type { TourFields } from './tour-fields.ts';

/** Keeps the place to type in on the line of the pills. */
const NARROW_SEARCH = { inputField: { minWidth: 20 } };

/** Hours, crew, areas and a word to the crew. */
export function TourFacts({
  plan,
  day,
  isReadOnly,
  change,
  unit,
}: TourFields & { unit: MobileUnit | undefined }) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const offered = day.crew.filter(({ id }) => unit?.memberIds.includes(id) || plan.crewIds.includes(id));
  const names = (ids: readonly string[], of: ReadonlyMap<string, string>) =>
    ids.map((id) => of.get(id) ?? id).join(', ');
  const areaNames = new Map([...areas.values()].map(({ id, name }) => [id, name]));
  if (isReadOnly)
    return (
      <Text size="sm">
        {names(plan.crewIds, new Map(day.crew.map(({ id, displayName }) => [id, displayName])))}
        <br />
        {names(plan.areaIds, areaNames)}
        {plan.note !== '' && (
          <>
            <br />“{plan.note}”
          </>
        )}
      </Text>
    );
  return (
    <>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <TimeOfDayInput
          label={t('tours.editor.from')}
          value={plan.startLocal}
          onChange={(startLocal) => change({ startLocal })}
        />
        <TimeOfDayInput
          isEnd
          label={t('tours.editor.to')}
          value={plan.endLocal}
          onChange={(endLocal) => change({ endLocal })}
        />
      </Group>
      <MultiSelect
        label={t('tours.editor.crew')}
        styles={NARROW_SEARCH}
        {...(plan.crewIds.length === 0 && offered.length > 0
          ? { placeholder: t('tours.editor.crewPick') }
          : {})}
        {...(offered.length === 0 ? { description: t('tours.editor.noMembers') } : {})}
        data={offered.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        value={plan.crewIds}
        onChange={(crewIds) => change({ crewIds })}
      />
      <MultiSelect
        label={t('tours.editor.areas')}
        styles={NARROW_SEARCH}
        searchable
        data={[...areaNames].map(([value, label]) => ({ value, label }))}
        value={plan.areaIds}
        onChange={(areaIds) => change({ areaIds })}
      />
      <TextInput
        label={t('tours.editor.note')}
        maxLength={500}
        value={plan.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </>
  );
}
