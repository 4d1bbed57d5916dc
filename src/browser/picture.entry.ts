/** The page on which somebody chooses their picture: which part of it is shown, before it is sent. */
import { CropFrame } from './people/crop-frame.js';
import { CropStage } from './people/crop-stage.js';
import { cutOut, sendPicture } from './people/send-picture.js';

const form = document.querySelector<HTMLFormElement>('form[data-crops]')!;
const chosen = form.querySelector<HTMLInputElement>('input[type=file]')!;
const dialog = document.getElementById('crop') as HTMLDialogElement;
const part = <Kind extends HTMLElement>(selector: string) => dialog.querySelector<Kind>(selector)!;
const stage = part('.crop-stage');
const slider = part<HTMLInputElement>('input[type=range]');
const progress = part<HTMLProgressElement>('progress');
const refusal = part('.error');
const save = part<HTMLButtonElement>('[type=submit]');

chosen.addEventListener('change', () => {
  const [file] = chosen.files ?? [];
  if (file) void begin(file);
});

/** What this browser cannot show is sent as without scripts: the server may know it, or says what is wrong. */
async function begin(file: File): Promise<void> {
  const address = URL.createObjectURL(file);
  const picture = new Image();
  picture.alt = '';
  picture.draggable = false;
  picture.src = address;
  try {
    await picture.decode();
    await choose(picture);
  } catch {
    // The form is there still, with its file.
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Until it is saved or dropped. */
function choose(picture: HTMLImageElement): Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const frame = new CropFrame(picture.naturalWidth, picture.naturalHeight);
  stage.querySelector('img')?.remove();
  stage.prepend(picture);
  slider.max = String(Math.log2(frame.mostZoom));
  slider.disabled = frame.mostZoom === 1;
  const show = () => (slider.value = String(Math.log2(frame.zoom)));
  const shown = new CropStage(stage, picture, frame, show, signal);
  slider.addEventListener('input', () => shown.zoomTo(2 ** Number(slider.value)), { signal });
  part('form').addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      void send(picture, frame, signal);
    },
    { signal },
  );
  part('[data-cancels]').addEventListener('click', () => dialog.close(), { signal });
  say('');
  dialog.showModal();
  stage.focus();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        ended.abort();
        // The same one can be chosen again.
        chosen.value = '';
        chosen.focus();
        resolve();
      },
      { signal },
    );
  });
}

async function send(picture: HTMLImageElement, frame: CropFrame, signal: AbortSignal): Promise<void> {
  say('');
  save.disabled = true;
  progress.hidden = false;
  try {
    await sendPicture(await cutOut(picture, frame.square), (done) => (progress.value = done), signal);
    location.assign('/account/you?done=shown');
  } catch (error) {
    say((error as Error).message || dialog.dataset.failed!);
    save.disabled = false;
    progress.hidden = true;
  }
}

function say(sentence: string): void {
  refusal.textContent = sentence;
}
