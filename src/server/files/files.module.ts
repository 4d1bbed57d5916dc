import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { Content } from './content.entity.js';
import { Face } from './faces/face.entity.js';
import { FacesController } from './faces/faces.controller.js';
import { FacesOperations } from './faces/faces.operations.js';
import { FacesRepository } from './faces/faces.repository.js';
import { Faces } from './faces/faces.service.js';
import { File } from './file.entity.js';
import { LogoController } from './logo/logo.controller.js';
import { LogoOperations } from './logo/logo.operations.js';
import { LogoRepository } from './logo/logo.repository.js';
import { Logo } from './logo/logo.service.js';
import { Arrivals } from './keeping/arrivals.service.js';
import { ContentsRepository } from './keeping/contents.repository.js';
import { Contents } from './keeping/contents.service.js';
import { STORAGE } from './keeping/kept-files.js';
import { MadePictures } from './keeping/made-pictures.service.js';
import { PreviewPictures } from './keeping/preview-pictures.service.js';
import { Scratch } from './keeping/scratch.js';
import { ShownPicturesRepository } from './keeping/shown-pictures.repository.js';
import { FormUploads } from './uploads/form-uploads.service.js';
import { Sweeper } from './keeping/sweeper.js';
import { currentStorage } from './moving/current.storage.js';
import { MovesRepository } from './moving/moves.repository.js';
import { StorageMove } from './moving/storage-move.entity.js';
import { Whereabouts } from './moving/whereabouts.js';
import { FilesController } from './serving/files.controller.js';
import { ServedFiles } from './serving/served-files.repository.js';
import { Transfers } from './serving/transfers.js';
import { UploadLimits } from './uploads/upload-limits.js';
import { UploadsOperations } from './uploads/uploads.operations.js';
import { UploadsRepository } from './uploads/uploads.repository.js';
import { Uploads } from './uploads/uploads.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([File, Content, Face, StorageMove]),
    AuthModule,
    RoomsModule,
    SettingsModule,
  ],
  controllers: [
    UploadsOperations,
    FilesController,
    FacesOperations,
    FacesController,
    LogoOperations,
    LogoController,
  ],
  providers: [
    currentStorage,
    Arrivals,
    Contents,
    ContentsRepository,
    Faces,
    FacesRepository,
    Logo,
    LogoRepository,
    MadePictures,
    FormUploads,
    MovesRepository,
    PreviewPictures,
    Scratch,
    ServedFiles,
    ShownPicturesRepository,
    Sweeper,
    Transfers,
    UploadLimits,
    Uploads,
    UploadsRepository,
    Whereabouts,
  ],
  exports: [Faces, Logo, MadePictures, FormUploads, PreviewPictures, STORAGE],
})
export class FilesModule implements OnApplicationBootstrap {
  constructor(private readonly whereabouts: Whereabouts) {}

  /** Also while nobody asks for a file: whoever moves them waits to hear which node cannot go along. */
  onApplicationBootstrap(): void {
    this.whereabouts.watch();
  }
}
