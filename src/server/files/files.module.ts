import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { CONFIG, type RunningConfig } from '../config/config.js';
import { openStorage } from '../platform/storage/open-storage.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { Content } from './content.entity.js';
import { File } from './file.entity.js';
import { Arrivals } from './keeping/arrivals.service.js';
import { ContentsRepository } from './keeping/contents.repository.js';
import { Contents } from './keeping/contents.service.js';
import { STORAGE } from './keeping/kept-files.js';
import { PreviewPicturesRepository } from './keeping/preview-pictures.repository.js';
import { PreviewPictures } from './keeping/preview-pictures.service.js';
import { Scratch } from './keeping/scratch.js';
import { FormUploads } from './uploads/form-uploads.service.js';
import { Sweeper } from './keeping/sweeper.js';
import { FilesController } from './serving/files.controller.js';
import { ServedFiles } from './serving/served-files.repository.js';
import { Transfers } from './serving/transfers.js';
import { UploadLimits } from './uploads/upload-limits.js';
import { UploadsOperations } from './uploads/uploads.operations.js';
import { UploadsRepository } from './uploads/uploads.repository.js';
import { Uploads } from './uploads/uploads.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([File, Content]), AuthModule, RoomsModule, SettingsModule],
  controllers: [UploadsOperations, FilesController],
  providers: [
    {
      provide: STORAGE,
      useFactory: ({ FILES_URL, DATA_DIR }: RunningConfig) => openStorage(FILES_URL ?? '', DATA_DIR),
      inject: [CONFIG],
    },
    Arrivals,
    Contents,
    ContentsRepository,
    FormUploads,
    PreviewPictures,
    PreviewPicturesRepository,
    Scratch,
    ServedFiles,
    Sweeper,
    Transfers,
    UploadLimits,
    Uploads,
    UploadsRepository,
  ],
  exports: [FormUploads, PreviewPictures, STORAGE],
})
export class FilesModule {}
