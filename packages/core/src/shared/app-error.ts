import {
  ERROR_CATALOG,
  type ErrorCode,
  type FieldIssue,
  type Permission,
  type ResourceAttributes,
} from "@podpass/contracts";
import type { z } from "zod";
import type { Caller } from "./actor.ts";

/** What is known of a refusal where it is made, for the audit log: see `recordRefusedCall`. Never reaches a client. */
export interface Refused {
  /** Who was refused before the request got a context: the holder of a token, or a person who lacks a second factor. */
  caller?: Caller;
  /** What would have been needed, and on what. */
  permission?: Permission;
  resource?: ResourceAttributes;
  projectId?: string;
  /** What it was asked for; default: the project, else the organization. */
  subject?: { type: string; id: string };
}

interface AppErrorOptions {
  /** For logs and audit. Never reaches a client. */
  reason?: string;
  cause?: unknown;
  /** Replaces the catalog's sentence where clients expect the name of what is missing. Reaches the client. */
  message?: string;
  /** The fields that broke a rule. Reach the client. */
  issues?: FieldIssue[];
  /** When trying again may help, in whole seconds. */
  retryAfterSeconds?: number;
  refused?: Refused;
}

/** The only error a use-case throws on purpose. Its code names the catalog entry; anything else is a fault of ours. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly issues: FieldIssue[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly refused: Refused | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERROR_CATALOG[code].message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = options.reason;
    this.issues = options.issues;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.refused = options.refused;
  }
}

/** A broken rule of one field, in the words the caller sees. */
export function invalidField(path: string, message: string): AppError {
  return new AppError("request.invalid", { message: `${path}: ${message}`, issues: [{ path, message }] });
}

/** Turns a schema's verdict into the catalog's error: the message names the first field, `issues` all of them. */
export function invalidRequest(error: z.ZodError): AppError {
  const issues = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = issues[0];
  const message = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : undefined;
  return new AppError("request.invalid", { issues, ...(message ? { message } : {}) });
}

/** Parses with a schema or throws `request.invalid` naming every broken field. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error);
  return result.data;
}
