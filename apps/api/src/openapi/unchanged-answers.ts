import type { OpenAPIV3_1 } from "openapi-types";

const ETAG_EXAMPLE = 'W/"2jmj7l5rSw0yVb/vlWAYkK/YBwk="';

/** Adds to a reading operation how a client asks for the answer only if it has changed: RFC 9110 section 13.1.2. */
export function describeUnchanged(operation: OpenAPIV3_1.OperationObject): void {
  const success = operation.responses?.["200"] as OpenAPIV3_1.ResponseObject | undefined;
  // A stream has no end to be compared.
  if (!success?.content?.["application/json"]) return;
  const schema = { type: "string" } as const;
  const etag = { description: "Send it as `If-None-Match` with the next request", schema, example: ETAG_EXAMPLE };
  success.headers = { ...success.headers, ETag: etag };
  operation.parameters = [
    ...(operation.parameters ?? []),
    { name: "If-None-Match", in: "header", required: false, schema, example: ETAG_EXAMPLE },
  ];
  operation.responses = {
    ...operation.responses,
    "304": { description: "The answer is the one that `If-None-Match` names; there is no body" },
  };
}
