import { defineConfig } from 'vitest/config'

// A test that needs a DOM says so on its first line: // @vitest-environment happy-dom
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    passWithNoTests: true,
    restoreMocks: true,
  },
})
