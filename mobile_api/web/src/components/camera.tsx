// Photographing a document: live camera with a frame where the browser allows it, the phone's own camera where not,
// the gallery always. What leaves here is a small upright JPEG.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { flawOfShot, type Flaw } from '../lib/clarity.ts';
import { encodeSmall, frameInVideo, PictureError, shrinkFile } from '../lib/shrink.ts';
import { Button } from './controls.tsx';
import { Icon } from './icons.tsx';
import { label, t } from '../i18n/staff.ts';
import '../styles/camera.css';

export type FrameShape = 'shape-card front' | 'shape-card back' | 'shape-page';

interface CameraProps {
  title: string;
  shape: FrameShape;
  onPicture: (picture: Blob) => void;
  onClose: () => void;
}

const WISHED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 2560 }, height: { ideal: 1440 } },
};

const openStream = async (): Promise<MediaStream | null> => {
  try {
    return (await navigator.mediaDevices?.getUserMedia(WISHED)) ?? null;
  } catch {
    return null; // no camera, no permission, or no https: the phone's own camera takes over
  }
};

const takeShot = (video: HTMLVideoElement, view: HTMLElement, frame: HTMLElement): Promise<Blob> => {
  const outer = view.getBoundingClientRect();
  const inner = frame.getBoundingClientRect();
  const cut = frameInVideo(
    { width: video.videoWidth, height: video.videoHeight },
    { width: outer.width, height: outer.height },
    { x: inner.left - outer.left, y: inner.top - outer.top, width: inner.width, height: inner.height },
  );
  return encodeSmall(video, cut);
};

export const Camera = ({ title, shape, onPicture, onClose }: CameraProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const mode = useSignal<'opening' | 'live' | 'pick'>('opening');
  const shot = useSignal<{ blob: Blob; url: string } | null>(null);
  const problem = useSignal<string | null>(null);
  const flaw = useSignal<Flaw | null>(null);
  const busy = useSignal(false);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    void openStream().then((opened) => {
      stream = opened;
      if (gone) return opened?.getTracks().forEach((track) => track.stop());
      if (!opened || !video.current) return void (mode.value = 'pick');
      video.current.srcObject = opened;
      mode.value = 'live';
    });
    dialog.current?.showModal();
    return () => {
      gone = true;
      stream?.getTracks().forEach((track) => track.stop());
      dialog.current?.close();
      if (shot.peek()) URL.revokeObjectURL(shot.peek()!.url);
    };
  }, []);

  const keep = async (work: Promise<Blob>): Promise<void> => {
    busy.value = true;
    problem.value = null;
    try {
      const blob = await work;
      flaw.value = await flawOfShot(blob).catch(() => null);
      shot.value = { blob, url: URL.createObjectURL(blob) };
    } catch (error) {
      problem.value = t(
        error instanceof PictureError && error.reason === 'too_large' ? 'shotTooLarge' : 'shotUnreadable',
      );
    } finally {
      busy.value = false;
    }
  };

  const snap = (): void => {
    if (video.current && view.current && frame.current)
      void keep(takeShot(video.current, view.current, frame.current));
  };

  const again = (): void => {
    if (shot.value) URL.revokeObjectURL(shot.value.url);
    shot.value = null;
    flaw.value = null;
  };

  return (
    <dialog
      ref={dialog}
      class="camera"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" class="icon-button" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="view" ref={view}>
        <video ref={video} autoPlay playsInline muted hidden={mode.value !== 'live' || shot.value !== null} />
        {shot.value ? (
          <img class="shot" src={shot.value.url} alt={title} />
        ) : (
          <div ref={frame} class={`frame ${shape}`} />
        )}
      </div>
      <p class={flaw.value ? 'hint flaw' : 'hint'} role="status">
        {problem.value ??
          (flaw.value
            ? label('advice', flaw.value)
            : t(shot.value ? 'shotCheck' : shape === 'shape-page' ? 'shotHintPage' : 'shotHint'))}
      </p>
      {shot.value ? (
        <footer class="two">
          <Button kind={flaw.value ? 'primary' : 'plain'} onClick={again}>
            {t('shotAgain')}
          </Button>
          <Button
            kind={flaw.value ? 'plain' : 'primary'}
            onClick={() => shot.value && onPicture(shot.value.blob)}
          >
            {t('shotUse')}
          </Button>
        </footer>
      ) : (
        <footer class={mode.value === 'live' ? '' : 'two'}>
          <Pick label={t('gallery')} capture={false} onFile={(file) => void keep(shrinkFile(file))} />
          {mode.value === 'live' ? (
            <button type="button" class="shutter" aria-label={t('shutter')} disabled={busy.value} onClick={snap} />
          ) : (
            <Pick label={t('phoneCamera')} capture onFile={(file) => void keep(shrinkFile(file))} />
          )}
        </footer>
      )}
    </dialog>
  );
};

const Pick = (props: { label: string; capture: boolean; onFile: (file: File) => void }) => (
  <span class={`button pick ${props.capture ? 'primary' : ''}`}>
    <Icon name={props.capture ? 'camera' : 'picture'} size={20} />
    {props.label}
    <input
      type="file"
      accept="image/*"
      {...(props.capture ? { capture: 'environment' } : {})}
      aria-label={props.label}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0];
        event.currentTarget.value = '';
        if (file) props.onFile(file);
      }}
    />
  </span>
);
