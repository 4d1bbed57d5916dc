/** Files for what is being written: where they come in, and what shows and brings them once that is there. */
import type { UnsentFile } from '../core/carried-files.js';
import { openDialog } from '../ui/dialogs.js';
import type { Tray } from '../uploads/tray.js';
import type { Uploading, UploadsWanted } from '../uploads/upload-parts.js';
import { openAttachMenu, type Way } from './attach-menu.js';
import { attachedTo, filesKey } from './draft-key.js';
import { receiveFiles } from './dropping.js';

export class Attaching {
  private tray: Tray | undefined;
  private readonly key: string;
  private readonly picker: HTMLInputElement | null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly draftKey: string,
    private readonly roomId: number,
    private readonly late: UploadsWanted,
    /** To be sent by themselves, at once. */
    private readonly sendAlone: (files: UnsentFile[]) => void,
  ) {
    this.key = filesKey(draftKey);
    this.picker = form.querySelector('.file-picker');
    this.picker?.addEventListener('change', () => this.picked());
    form.querySelector('.attach-button')?.addEventListener('click', () => this.choose());
    form.addEventListener('paste', (event) => this.pasted(event), { capture: true });
    receiveFiles(form, (files) => this.attach(files));
    this.watchVoice(form.querySelector<HTMLElement>('.voice-button'));
    if (!this.isEmpty)
      late.soon().then(
        (parts) => this.trayOf(parts),
        () => undefined,
      );
  }

  get isEmpty(): boolean {
    return this.tray ? this.tray.isEmpty : attachedTo(this.draftKey).length === 0;
  }

  attach(files: File[]): void {
    if (files.length > 0) this.late.with((parts) => void this.trayOf(parts).attach(files));
  }

  take(): UnsentFile[] {
    if (this.tray) return this.tray.take();
    const files = attachedTo(this.draftKey);
    localStorage.removeItem(this.key);
    return files;
  }

  private trayOf(parts: Uploading): Tray {
    const more = () => this.picker?.click();
    return (this.tray ??= new parts.Tray(this.form, this.key, this.roomId, parts.uploads, {
      more,
      openDialog,
    }));
  }

  /** On a phone there are several ways, behind one button. */
  private choose(): void {
    const { picker } = this;
    if (!matchMedia('(pointer: coarse)').matches) return picker?.click();
    const ways: Way[] = canRecord ? ['file', 'camera', 'voice'] : ['file', 'camera'];
    openAttachMenu(this.form.querySelector('.attach-button')!, ways, (way) => {
      if (way === 'voice') return this.speak();
      if (!picker) return;
      // The same field for both: what it asks for is what was chosen last.
      picker.accept = way === 'camera' ? 'image/*' : '';
      if (way === 'camera') picker.setAttribute('capture', 'environment');
      else picker.removeAttribute('capture');
      picker.click();
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
    let isHeard = false;
    button.addEventListener('pointerdown', (event) => {
      isHeard = event.button === 0;
      if (isHeard) this.speak(event);
    });
    button.addEventListener('click', ({ detail }) => {
      // By a key, or pressed before anybody listened.
      if (detail === 0 || !isHeard) this.speak();
      isHeard = false;
    });
  }

  private speak(press?: PointerEvent): void {
    const { form } = this;
    if (form.classList.contains('has-voice')) return;
    let isDown = press !== undefined;
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, () => (isDown = false), { once: true });
    this.late.with(({ uploads, VoicePanel }) => {
      const send = ({ file, seconds, waveform }: { file: File; seconds: number; waveform: number[] }) => {
        const { id, name, type, size } = uploads.attach(this.roomId, file, { seconds, waveform }).file;
        this.sendAlone([{ id, name, type, size, seconds }]);
      };
      new VoicePanel(form, send, isDown ? press : undefined);
    });
  }
}

/** Only behind TLS or on this machine, and not in every browser. */
const canRecord = 'MediaRecorder' in window && (navigator as Partial<Navigator>).mediaDevices !== undefined;
