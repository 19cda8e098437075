import tseslint from 'typescript-eslint'

/** Files below `folder` may not import what `patterns` match; `why` is shown to whoever tries. */
function forbid(folder, patterns, why) {
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: patterns, message: why }] },
      ],
    },
  }
}

const inBoard = (...names) => names.map((name) => `**/${name}/**`)
const aboveEditor = ['**/editor', '**/ui/**', '**/pages/**']
const boardLayers = 'geometry <- model <- {sync, render, tools} <- editor <- ui <- pages'

export default tseslint.config(
  { ignores: ['node_modules/**'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['src/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Reading an index that a loop has just bounded is safe, and hot code must not branch for it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400 }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: 'error',
    },
  },
  forbid(
    'common',
    ['**/tasks/**', '**/board/**', '**/ai/**', '**/pages/**'],
    'common knows no area',
  ),
  forbid('tasks', ['**/board/**', '**/ai/**', '**/pages/**'], 'tasks knows neither boards nor AI'),
  // From inside a view of tasks `../board` is their kanban, which the list shares; `../../board` is not.
  forbid(
    'tasks/list',
    ['../../board/**', '**/ai/**', '**/pages/**'],
    'tasks knows neither boards nor AI',
  ),
  forbid('ai', ['**/pages/**'], 'pages join the areas, not the other way round'),
  forbid(
    'board/geometry',
    [...inBoard('model', 'sync', 'render', 'tools', 'common'), ...aboveEditor],
    boardLayers,
  ),
  forbid('board/model', [...inBoard('sync', 'render', 'tools'), ...aboveEditor], boardLayers),
  forbid('board/sync', [...inBoard('render', 'tools'), ...aboveEditor], boardLayers),
  forbid('board/render', [...inBoard('sync', 'tools'), ...aboveEditor], boardLayers),
  forbid('board/tools', [...inBoard('sync', 'render'), ...aboveEditor], boardLayers),
  forbid('board/ui', ['**/pages/**'], boardLayers),
  {
    files: ['src/**/*.test.ts'],
    rules: { 'max-lines': 'off' },
  },
  { files: ['*.mjs', '*.js'], ...tseslint.configs.disableTypeChecked },
)
