import { Group, Radio, Stack, Text } from '@mantine/core';

interface Choice {
  value: string;
  label: string;
  hint: string;
}

interface Props {
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** One of a few, each with what it means in one line. */
export function ChoiceCards({ label, choices, value, onChange }: Props) {
  return (
    <Radio.Group aria-label={label} value={value} onChange={onChange}>
      <Stack gap="xs">
        {choices.map((choice) => (
          <Radio.Card key={choice.value} value={choice.value} p="sm" radius="md">
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator mt={2} />
              <div>
                <Text size="sm" fw={600} className="wv-num">
                  {choice.label}
                </Text>
                <Text size="xs" c="dimmed">
                  {choice.hint}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
