// A search field that asks when the typing pauses.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from './icons.tsx';

const PAUSE_MS = 350;

export const Search = (props: { label: string; onSearch: (text: string) => void }) => {
  const text = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => props.onSearch(text.value.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text.value]);
  return (
    <div class="field search">
      <div class="control">
        <Icon name="search" size={20} />
        <input
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={props.label}
          placeholder={props.label}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </div>
    </div>
  );
};
