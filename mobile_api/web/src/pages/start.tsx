// What both public pages begin with.
import { render, type ComponentChildren } from 'preact';
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

export const PageHead = ({ title }: { title: string }) => (
  <header>
    <img src="/icon.svg" alt="" />
    <h1>{title}</h1>
    <LanguageSwitch />
  </header>
);

export const startPage = async (page: () => ComponentChildren): Promise<void> => {
  startTheme();
  await startLanguage(publicTable);
  render(<>{page()}</>, document.getElementById('app')!);
};
