/** Files for what is being written: where they come in, and what shows and brings them once that is there. */
import type { UnsentFile } from '../core/carried-files.js';
import { openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';
import type { Tray } from '../uploads/tray.js';
import type { Uploading, UploadsWanted } from '../uploads/upload-parts.js';
import { openAttachMenu, type Way } from './attach-menu.js';
import { attachedTo, filesKey } from './draft-key.js';
import { pastedFiles, receiveFiles } from './dropping.js';

export class Attaching {
  private tray: Tray | undefined;
  private readonly key: string;
  private readonly picker: HTMLInputElement | null;
  /** Attached, and not in the tray yet: its script is fetched, or a picture is made into one that everybody can see. */
  private coming = 0;
  private onceIn: (() => void) | undefined;
  /** From the press on, as the browser may ask for the microphone first. */
  private isSpeaking = false;
  private readonly note = document.createElement('p');

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
    this.note.className = 'files-note';
    this.note.setAttribute('role', 'status');
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
    if (files.length === 0) return;
    this.coming++;
    this.form.parentElement!.querySelector('.under-composer')?.prepend(this.note);
    this.note.textContent = t('Attaching…');
    this.late.with(
      (parts) =>
        void this.trayOf(parts)
          .attach(files)
          .finally(() => this.cameIn()),
      () => {
        this.onceIn = undefined;
        this.cameIn();
      },
    );
  }

  /** Whether `send` would leave behind what is attached this moment; it is done once that is in. */
  delays(send: () => void): boolean {
    if (this.coming > 0) this.onceIn = send;
    return this.coming > 0;
  }

  take(): UnsentFile[] {
    if (this.tray) return this.tray.take();
    const files = attachedTo(this.draftKey);
    localStorage.removeItem(this.key);
    return files;
  }

  private cameIn(): void {
    if (--this.coming > 0) return;
    this.note.remove();
    const { onceIn } = this;
    this.onceIn = undefined;
    if (this.form.isConnected) onceIn?.();
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

  private pasted(event: ClipboardEvent): void {
    const files = pastedFiles(event);
    if (files.length === 0) return;
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
    if (this.isSpeaking) return;
    this.isSpeaking = true;
    const over = () => (this.isSpeaking = false);
    let isDown = press !== undefined;
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, () => (isDown = false), { once: true });
    this.late.with(({ uploads, VoicePanel }) => {
      const recorded = ({ file, seconds, waveform }: { file: File; seconds: number; waveform: number[] }) => {
        const { id, name, type, size } = uploads.attach(this.roomId, file, { seconds, waveform }).file;
        this.sendAlone([{ id, name, type, size, seconds }]);
      };
      new VoicePanel(this.form, { recorded, over }, isDown ? press : undefined);
    }, over);
  }
}

/** Only behind TLS or on this machine, and not in every browser. */
const canRecord = 'MediaRecorder' in window && (navigator as Partial<Navigator>).mediaDevices !== undefined;
