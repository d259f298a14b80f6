// The place of one field in its picture. The picture is fetched once for the screen; nothing more is asked for.
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { drawCut } from '../lib/cutting.ts';

export const Crop = ({ source, corners, label }: { source: string; corners: readonly number[]; label: string }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useSignal(false);
  useEffect(() => {
    const picture = new Image();
    picture.onload = () => {
      if (canvas.current) drawn.value = drawCut(picture, corners, canvas.current);
    };
    picture.src = source;
    return () => {
      picture.onload = null;
    };
  }, [source, corners]);
  return <canvas ref={canvas} class="crop" role="img" aria-label={label} hidden={!drawn.value} />;
};
