import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Setting } from './setting.entity.js';

@Module({ imports: [TypeOrmModule.forFeature([Setting])] })
export class SettingsModule {}
