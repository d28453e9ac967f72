/** Line drawings on a 200 × 200 field, drawn for the demo city. `c` is the accent colour. */
export type IconName = keyof typeof icons;

const shape = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';
const line = `${shape} stroke-width="10"`;

export const icons = {
  idCard: (c: string) =>
    `<g ${line} stroke="#fff"><rect x="20" y="48" width="160" height="108" rx="14"/><circle cx="66" cy="92" r="17"/><path d="M40 134c4-18 48-18 52 0"/></g><g ${line} stroke="${c}"><path d="M112 84h46M112 106h46M112 128h28"/></g>`,
  shield: (c: string) =>
    `<g ${line} stroke="#fff"><path d="M100 22l66 22v50c0 44-30 70-66 84-36-14-66-40-66-84V44z"/></g><path d="M100 74v56M72 102h56" stroke="${c}" ${shape} stroke-width="16"/>`,
  wave: (c: string) =>
    `<g ${line} stroke="#fff"><path d="M54 86l46-40 46 40v28M54 86v28M88 112V90h24v22"/></g><g ${line} stroke="${c}"><path d="M16 134c14-14 28-14 42 0s28 14 42 0 28-14 42 0 28 14 42 0"/><path d="M16 164c14-14 28-14 42 0s28 14 42 0 28-14 42 0 28 14 42 0"/></g>`,
  detour: (c: string) =>
    `<rect x="40" y="40" width="120" height="120" rx="16" transform="rotate(45 100 100)" fill="none" stroke="#fff" stroke-width="10"/><path d="M72 140v-28c0-14 8-22 22-22h40M112 66l26 24-26 24" stroke="${c}" ${shape} stroke-width="13"/>`,
  briefcase: (c: string) =>
    `<g ${line} stroke="#fff"><rect x="24" y="64" width="152" height="100" rx="14"/><path d="M72 64V46c0-8 6-14 14-14h28c8 0 14 6 14 14v18"/></g><path d="M24 106c48 22 104 22 152 0M100 112v18" stroke="${c}" ${line}/>`,
  basket: (c: string) =>
    `<g ${line} stroke="#fff"><path d="M26 86h148l-16 72c-2 8-8 12-16 12H58c-8 0-14-4-16-12z"/><path d="M62 86l26-52M138 86l-26-52"/></g><path d="M72 110v38M100 110v38M128 110v38" stroke="${c}" ${line}/>`,
  invoice: (c: string) =>
    `<g ${line} stroke="#fff"><path d="M46 24h108v152l-18-14-18 14-18-14-18 14-18-14-18 14z"/><path d="M72 62h56M72 90h56"/></g><path d="M72 122h26M118 122h10" stroke="${c}" ${line}/>`,
  drop: (c: string) =>
    `<path d="M100 24c34 44 52 70 52 96a52 52 0 0 1-104 0c0-26 18-52 52-96z" stroke="#fff" ${line}/><path d="M76 124a26 26 0 0 0 26 26" stroke="${c}" ${line}/>`,
  arms: (c: string) =>
    `<path d="M100 18l70 20v62c0 40-30 64-70 82-40-18-70-42-70-82V38z" fill="#0b2e38" stroke="${c}" stroke-width="9"/><path d="M48 112c14-12 26-12 38 0s26 12 38 0 20-10 28-4M48 138c14-12 26-12 38 0s26 12 38 0" fill="none" stroke="#7fd1e8" stroke-width="9" stroke-linecap="round"/><path d="M100 92V52M82 70c0-12 8-20 18-24 10 4 18 12 18 24" fill="none" stroke="${c}" stroke-width="9" stroke-linecap="round"/>`,
} as const;
