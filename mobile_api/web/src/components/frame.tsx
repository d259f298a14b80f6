// The frame of a screen: bar with title, page, and either tabs or an action bar.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/staff.ts';
import { goBack, path } from '../lib/router.ts';
import { Icon } from './icons.tsx';

interface ScreenProps {
  title: string;
  /** Where "back" leads when the screen was opened by a deep link; absent on a tab's own screen. */
  parent?: string;
  tools?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Moves the reader's focus to the heading of a new screen, as a page load would. */
export const Screen = (props: ScreenProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [path.value]);
  useEffect(() => {
    document.title = `${props.title} · ${t('appName')}`;
  }, [props.title]);
  return (
    <>
      <header class={props.parent === undefined ? 'bar root' : 'bar'}>
        {props.parent !== undefined && (
          <button type="button" class="icon-button back" aria-label={t('back')} onClick={() => goBack(props.parent!)}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        {props.tools}
      </header>
      <main class={props.parent === undefined ? 'page with-tabs' : 'page'}>{props.children}</main>
      {props.actions && (
        <section class="actions" aria-label={t('actions')}>
          <div>{props.actions}</div>
        </section>
      )}
    </>
  );
};
