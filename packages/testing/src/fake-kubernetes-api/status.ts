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

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(value)}\n` };
}

export function textAnswer(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

export function badRequest(message: string): Answer {
  return statusAnswer(400, "BadRequest", message);
}
