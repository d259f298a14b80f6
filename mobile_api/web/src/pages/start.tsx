// What every page of a customer begins with.
import { render, type ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/layout.css';
import '../styles/controls.css';
import '../styles/components.css';
import '../styles/public.css';
import { language, setLanguage, startLanguage } from '../i18n/core.ts';
import { publicTable } from '../i18n/public.ts';
import { startTheme } from '../lib/theme.ts';

export const LanguageSwitch = () => (
  <button
    type="button"
    class="button quiet"
    lang={language.value === 'zh' ? 'en' : 'zh-CN'}
    onClick={() => void setLanguage(language.value === 'zh' ? 'en' : 'zh')}
  >
    {language.value === 'zh' ? 'English' : '中文'}
  </button>
);

/** Title and contents; the browser's tab has the title as well. */
export const Page = ({ title, children }: { title: string; children: ComponentChildren }) => {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main class="public">
      <header>
        <img src="/icon.svg" alt="" />
        <h1>{title}</h1>
        <LanguageSwitch />
      </header>
      {children}
    </main>
  );
};

export const startPage = async (page: () => ComponentChildren): Promise<void> => {
  startTheme();
  await startLanguage(publicTable);
  render(<>{page()}</>, document.getElementById('app')!);
};
