import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: deep water. Shade 7 carries white text at 5.6:1. */
const petrol: MantineColorsTuple = [
  '#e9f5f9',
  '#d3e8ef',
  '#a6d1df',
  '#75b9cf',
  '#4ea4c1',
  '#3596b8',
  '#1b7da2',
  '#0d6f92',
  '#005f80',
  '#004d69',
];

/** Cool greys for the dark scheme; 7 is the surface, 8 the page behind it. */
const slate: MantineColorsTuple = [
  '#dce2e7',
  '#b3bdc6',
  '#8a96a1',
  '#626d78',
  '#414b55',
  '#323b44',
  '#272f37',
  '#1c2329',
  '#13181d',
  '#0d1115',
];

export const theme = createTheme({
  colors: { petrol, dark: slate },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: '"Segoe UI Variable Text", "Segoe UI", Inter, Roboto, system-ui, sans-serif',
  fontFamilyMonospace: '"Cascadia Mono", Consolas, "Roboto Mono", ui-monospace, monospace',
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' } } },
  defaultRadius: 'md',
  radius: { md: '7px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { radius: 'sm', variant: 'light', tt: 'none', fw: 600 } },
    Modal: { defaultProps: { centered: true } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
  },
});
