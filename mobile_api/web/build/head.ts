// What stands in the head of every page of a customer, said once.
import type { Plugin } from 'vite';

const named = (attrs: Record<string, string>) => ({ tag: 'meta', attrs, injectTo: 'head' as const });

export const customersHead = (): Plugin => ({
  name: 'jiedai-customers-head',
  transformIndexHtml: () => [
    named({ name: 'viewport', content: 'width=device-width, initial-scale=1, viewport-fit=cover' }),
    named({ name: 'theme-color', content: '#f3f5f4', media: '(prefers-color-scheme: light)' }),
    named({ name: 'theme-color', content: '#101514', media: '(prefers-color-scheme: dark)' }),
    named({ name: 'format-detection', content: 'telephone=no' }),
    named({ name: 'referrer', content: 'no-referrer' }),
    { tag: 'link', attrs: { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }, injectTo: 'head' },
  ],
});
