// What lies over the page: the native dialog as a sheet, and the toast.
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { words } from '../i18n/core.ts';
import { Icon } from './icons.tsx';

/** A native modal dialog: focus is kept inside and given back by the browser, Escape and the scrim close it. */
export const Sheet = (props: { title: string; onClose: () => void; children: ComponentChildren }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const own = dialog.current;
    // Safari before 15.4 knows no dialogs: there the sheet stands open in the page
    if (own?.showModal) own.showModal();
    else own?.setAttribute('open', '');
    return () => own?.close?.();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) props.onClose();
      }}
    >
      <div class="sheet-head">
        <h2 id={title}>{props.title}</h2>
        <button type="button" class="icon-button" aria-label={words('close')} onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="sheet-body">{props.children}</div>
    </dialog>
  );
};

/** Something that can be done while the toast is shown. */
export interface Offer {
  label: string;
  take: () => void;
}

interface Shown {
  text: string;
  tone: 'ok' | 'bad';
  offer: Offer | null;
}

const shown = signal<Shown | null>(null);
let timer = 0;
const SHOWN_MS = 4000;

/** Says in one line what has happened, and for as long what can still be done about it. */
export const toast = (text: string, tone: 'ok' | 'bad' = 'ok', offer: Offer | null = null): void => {
  shown.value = { text, tone, offer };
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    shown.value = null;
  }, SHOWN_MS);
};

export const Toasts = () => (
  <div role="status" aria-live="polite">
    {shown.value && (
      <div class="toast">
        <Icon name={shown.value.tone === 'ok' ? 'check' : 'warn'} size={20} />
        <span>{shown.value.text}</span>
        {shown.value.offer && (
          <button type="button" onClick={shown.value.offer.take}>
            {shown.value.offer.label}
          </button>
        )}
      </div>
    )}
  </div>
);
