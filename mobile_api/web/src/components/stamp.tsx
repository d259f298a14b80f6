// A paper on the screen carries who looks at it and when, so that a photo of the screen tells where it came from.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { time } from '../i18n/format.ts';
import { viewer } from '../lib/viewer.ts';

const TIMES = 24;

export const Stamped = ({ children }: { children: ComponentChildren }) => {
  const opened = useRef(new Date().toISOString());
  const staff = viewer.value?.staff;
  return (
    <div class="stamped">
      {children}
      <div class="stamp" aria-hidden="true">
        {Array.from({ length: TIMES }, (_, at) => (
          <span key={at}>
            {staff?.name} {staff?.login} {time(opened.current)}
          </span>
        ))}
      </div>
    </div>
  );
};
