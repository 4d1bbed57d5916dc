/** The documentation of the REST API and of the socket; what it documents, each feature registers itself. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DocumentationController } from './documentation.controller.js';
import { OpenApiDocument } from './openapi.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [DocumentationController],
  providers: [OpenApiDocument],
})
export class ApiDocsModule {}
