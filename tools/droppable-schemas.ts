import type { Plugin } from 'vite';

/**
 * Lets a build leave out what it does not use of `core/`. Nothing there does anything by being read, but a bundler
 * cannot know that of `z.object(…).min(1)`, keeps every schema, and each takes its time when the program starts.
 */
export function droppableSchemas(): Plugin {
  return {
    name: 'droppable-schemas',
    transform: {
      filter: { id: /\/core\/.*\.ts$/ },
      handler(code) {
        let changed = code;
        for (const statement of this.parse(code).body.toReversed()) {
          const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
          if (declared?.type !== 'VariableDeclaration') continue;
          for (const { init } of declared.declarations.toReversed()) {
            if (init?.type !== 'CallExpression') continue;
            const { start, end } = init;
            const made = `/* @__PURE__ */ (() => ${changed.slice(start, end)})()`;
            changed = changed.slice(0, start) + made + changed.slice(end);
          }
        }
        return { code: changed, map: null, moduleSideEffects: false };
      },
    },
  };
}
