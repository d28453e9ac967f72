/** What the city works with. */
export * from './announcement.ts';
export * from './entry.ts';
export * from './media.ts';
export * from './people.ts';
export * from './screen.ts';
