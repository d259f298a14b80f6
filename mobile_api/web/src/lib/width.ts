// Whether the window is as wide as a desk's; a tablet that is turned and a window that is drawn larger change it.
import { signal } from '@preact/signals';

const query = matchMedia('(min-width: 1024px)');

export const wide = signal(query.matches);

query.addEventListener('change', (event) => {
  wide.value = event.matches;
});
