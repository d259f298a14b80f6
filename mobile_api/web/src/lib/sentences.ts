// Ready sentences: a tap adds one to what is written, a second tap of the same one does nothing.
import { language } from '../i18n/core.ts';

export const withSentence = (written: string, sentence: string): string => {
  if (written.trim() === '') return sentence;
  if (written.includes(sentence)) return written;
  return `${written.replace(/[；;。.\s]+$/, '')}${language.value === 'zh' ? '；' : '; '}${sentence}`;
};
