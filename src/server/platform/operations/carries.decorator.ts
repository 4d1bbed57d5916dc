import { Delete, Get, Head, Patch, Post, Put, Req, Res, SetMetadata, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendAnswer } from './answer.js';
import { type Asked, readRequest } from './asked.js';
import { type AnswerOf, type Operation, OPERATION } from './operation.js';
import { OperationGuard } from './operation.guard.js';

const routes = { head: Head, get: Get, post: Post, put: Put, patch: Patch, delete: Delete };

/**
 * Makes a controller's method, named as the operation's id, the one that carries the operation out. The method gets what
 * was asked, checked, and returns the answer's body.
 */
export function Carries<O extends Operation>(declared: O) {
  return <Method extends (asked: Asked<O>) => AnswerOf<O> | Promise<AnswerOf<O>>>(
    controller: object,
    name: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const carryOut = descriptor.value!;
    const route = async function (this: unknown, request: Request, response: Response): Promise<void> {
      const asked = readRequest(declared, request, response);
      const answer = await carryOut.call(this, asked);
      if (!declared.answersItself) sendAnswer(declared, asked, answer);
    };
    descriptor.value = route as unknown as Method;
    Req()(controller, name, 0);
    Res()(controller, name, 1);
    for (const decorate of [
      routes[declared.method](declared.path),
      SetMetadata(OPERATION, declared),
      UseGuards(OperationGuard),
    ])
      decorate(controller, name, descriptor as TypedPropertyDescriptor<unknown>);
  };
}
