// The frame of a screen: bar with title, page, and either tabs or an action bar.
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/staff.ts';
import { goBack, path } from '../lib/router.ts';
import { Icon } from './icons.tsx';

interface ScreenProps {
  title: string;
  /** Where "back" leads when the screen was opened by a deep link; absent on a tab's own screen. */
  parent?: string;
  /** The reader is somewhere inside, and stays there when the address changes. */
  still?: boolean;
  /** It takes all of a wide screen. */
  wide?: boolean;
  /** Another screen stands open inside, with a bar of its own: a phone shows that one alone. */
  behind?: boolean;
  tools?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Whether a screen stands beside its list: the page's heading and its main part are the list's then. */
export const Pane = createContext(false);

/** Moves the reader's focus to the heading of a new screen, as a page load would. */
export const Screen = (props: ScreenProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const beside = useContext(Pane);
  const Title = beside ? 'h2' : 'h1';
  const Part = beside ? 'div' : 'main';
  useEffect(() => {
    if (!props.still) heading.current?.focus({ preventScroll: true });
  }, [path.value]);
  useEffect(() => {
    document.title = `${props.title} · ${t('appName')}`;
  }, [props.title]);
  return (
    <>
      <header class={`bar${props.parent === undefined ? ' root' : ''}${props.behind ? ' behind' : ''}`}>
        {props.parent !== undefined && (
          <button type="button" class="icon-button back" aria-label={t('back')} onClick={() => goBack(props.parent!)}>
            <Icon name="back" />
          </button>
        )}
        <Title ref={heading} tabIndex={-1}>
          {props.title}
        </Title>
        {props.tools}
      </header>
      <Part class={`page${props.parent === undefined ? ' with-tabs' : ''}${props.wide ? ' widest' : ''}`}>{props.children}</Part>
      {props.actions && (
        <section class="actions" aria-label={t('actions')}>
          <div>{props.actions}</div>
        </section>
      )}
    </>
  );
};
