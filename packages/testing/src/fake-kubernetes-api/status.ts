/** A complete HTTP answer; `body` goes out as it is. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The `Status` object with which an API server reports every failure. */
export function statusAnswer(code: number, reason: string, message: string, details?: object): Answer {
  const status = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  };
  return jsonAnswer(code, status);
}

/** A value as JSON, ended by a line break as an API server ends it. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(value)}\n` };
}

/** A body that is not JSON, such as `ok` of a health check. */
export function textAnswer(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

/** The 400 for a request that cannot be read. */
export function badRequest(message: string): Answer {
  return statusAnswer(400, "BadRequest", message);
}
