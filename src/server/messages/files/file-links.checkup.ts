/** Whether messages and their files know of each other. */
import { Injectable } from '@nestjs/common';
import type { Check, Finding } from '../../files/checkup/check.js';
import { FilesCheckup } from '../../files/checkup/files-checkup.js';
import { described, inRoom } from '../../files/checkup/whose.js';
import { FileLinksRepository } from './file-links.repository.js';

@Injectable()
export class FileLinksCheckup {
  constructor(
    private readonly repository: FileLinksRepository,
    private readonly files: FilesCheckup,
  ) {}

  checks(): Check[] {
    return [
      { title: 'Messages without their files', findings: () => this.losing() },
      { title: 'Files without their message', findings: () => this.unnamed() },
    ];
  }

  private async *losing(): AsyncIterable<Finding> {
    for await (const messages of this.repository.losing())
      for (const { seq, room_name, lost } of messages)
        yield { what: `${inRoom(seq, room_name)}: ${lost} of its files` };
  }

  /** One whose message can be read is left: it can be had from the room's list of files. */
  private async *unnamed(): AsyncIterable<Finding> {
    for await (const files of this.repository.unnamed()) {
      for (const { id, is_read, ...file } of files) {
        const what = described(file);
        yield is_read ? { what } : { what, mend: () => this.files.remove(id) };
      }
    }
  }
}
