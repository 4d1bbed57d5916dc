/** Files for what is being written: where they come in, before the script is there that shows and brings them. */
import type { UnsentFile } from '../core/carried-files.js';
import { onceThere } from '../shell/later.js';
import type { LateUploads, Uploading } from '../uploads/at-hand.js';
import type { Tray } from '../uploads/tray.js';

export interface AttachingListener {
  /** To be sent by themselves, at once. */
  sentAlone(files: UnsentFile[]): void;
}

export class Attaching {
  private tray: Tray | undefined;
  private readonly key: string;
  private readonly picker: HTMLInputElement | null;

  constructor(
    private readonly form: HTMLFormElement,
    draftKey: string,
    private readonly roomId: number,
    private readonly late: LateUploads,
    private readonly listener: AttachingListener,
  ) {
    this.key = `${draftKey}.files`;
    this.picker = form.querySelector('.file-picker');
    this.picker?.addEventListener('change', () => this.picked());
    form.querySelector('.attach-button')?.addEventListener('click', () => this.choose());
    form.addEventListener('paste', (event) => this.pasted(event), { capture: true });
    onceThere(({ receiveFiles }) => receiveFiles(form, (files) => this.attach(files)));
    this.watchVoice(form.querySelector<HTMLElement>('.voice-button'));
    if (localStorage.getItem(this.key) !== null)
      late.soon().then(
        (parts) => this.trayOf(parts),
        () => undefined,
      );
  }

  get isEmpty(): boolean {
    return !this.tray || this.tray.isEmpty;
  }

  attach(files: File[]): void {
    if (files.length > 0) this.late.with((parts) => void this.trayOf(parts).attach(files));
  }

  take(): UnsentFile[] {
    return this.tray?.take() ?? [];
  }

  private trayOf(parts: Uploading): Tray {
    const more = () => this.picker?.click();
    return (this.tray ??= new parts.Tray(this.form, this.key, this.roomId, parts.uploads, more));
  }

  /** On a phone there are several ways, behind one button. */
  private choose(): void {
    const { picker } = this;
    if (!matchMedia('(pointer: coarse)').matches) return picker?.click();
    this.late.with(({ openAttachMenu }) => {
      const ways = ['file', 'camera', ...(canRecord ? ['voice'] : [])] as ('file' | 'camera' | 'voice')[];
      openAttachMenu(this.form.querySelector('.attach-button')!, ways, (way) => {
        if (way === 'voice') return this.speak();
        if (!picker) return;
        // The same field: what is left in it is what was meant last.
        picker.accept = way === 'camera' ? 'image/*' : '';
        picker.toggleAttribute('capture', way === 'camera');
        if (way === 'camera') picker.setAttribute('capture', 'environment');
        picker.click();
      });
    });
  }

  private picked(): void {
    this.attach([...(this.picker?.files ?? [])]);
    this.picker!.value = '';
    this.form.querySelector('textarea')?.focus();
  }

  /** A picture without its text; where an office's program copies both, the text is meant. */
  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || event.clipboardData!.types.includes('text/plain')) return;
    event.preventDefault();
    event.stopPropagation();
    this.attach(files);
  }

  private watchVoice(button: HTMLElement | null): void {
    if (!button) return;
    button.hidden = !canRecord;
    button.addEventListener('pointerdown', (event) => {
      if (event.button === 0) this.speak(event);
    });
    // By a key; a press was heard when it began.
    button.addEventListener('click', ({ detail }) => detail === 0 && this.speak());
  }

  private speak(press?: PointerEvent): void {
    const { form } = this;
    if (form.classList.contains('has-voice')) return;
    this.late.with(({ uploads, VoicePanel }) => {
      const send = ({ file, seconds, waveform }: { file: File; seconds: number; waveform: number[] }) => {
        const { id, name, type, size } = uploads.attach(this.roomId, file, { seconds, waveform }).file;
        this.listener.sentAlone([{ id, name, type, size, seconds }]);
      };
      new VoicePanel(form, send, press);
    });
  }
}

/** Only behind TLS or on this machine, and not in every browser. */
const canRecord = 'MediaRecorder' in window && (navigator as Partial<Navigator>).mediaDevices !== undefined;
