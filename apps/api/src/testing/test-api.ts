import { afterAll, beforeAll } from "vitest";
import { Api } from "./api.ts";

type Options = Parameters<typeof Api.openSetUp>[0];

/** A server of the test file's own, set up before its tests and gone after them. */
export function testApi(options: () => Promise<Options>): () => Api {
  let api: Api | undefined;
  beforeAll(async () => {
    api = await Api.openSetUp(await options());
  });
  afterAll(() => api?.[Symbol.asyncDispose]());
  return () => {
    if (!api) throw new Error("The server is there in tests and hooks, not while tests are collected");
    return api;
  };
}
