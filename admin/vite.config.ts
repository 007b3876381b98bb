import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The console is served at /console/; during development the local server answers /api. */
export default defineConfig({
  root: 'admin',
  base: './',
  plugins: [vue()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'chrome100',
    sourcemap: false,
    // The charts, loaded with the first chart, are the largest piece.
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
