import { AddressRefusedError } from "./address-policy.ts";
import type { ReviewFault } from "./token-review.gateway.ts";
import { shortLine } from "./token-review-answer.ts";

const FAULT_OF_CODE: Record<string, ReviewFault> = {
  ENOTFOUND: "host_not_found",
  EAI_AGAIN: "host_not_found",
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EPIPE: "unreachable",
  UND_ERR_SOCKET: "unreachable",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_untrusted",
  CERT_SIGNATURE_FAILURE: "tls_untrusted",
  CERT_UNTRUSTED: "tls_untrusted",
  INVALID_CA: "tls_untrusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_wrong_name",
  CERT_HAS_EXPIRED: "tls_expired",
  CERT_NOT_YET_VALID: "tls_expired",
  ETIMEDOUT: "timed_out",
  UND_ERR_CONNECT_TIMEOUT: "timed_out",
  UND_ERR_HEADERS_TIMEOUT: "timed_out",
  UND_ERR_BODY_TIMEOUT: "timed_out",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "answer_malformed",
  UND_ERR_HEADERS_OVERFLOW: "answer_malformed",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "answer_malformed",
  ERR_ENCODING_INVALID_ENCODED_DATA: "answer_malformed",
};

/** Codes of OpenSSL's certificate verification and of Node's host-name check carry one of these words. */
const TLS_CODE = /CERT|TLS|SSL|SELF_SIGNED|ISSUER|VERIFY|SIGNATURE|EPROTO/;

interface TransportFault {
  fault: ReviewFault;
  reason: string;
}

/**
 * Names what went wrong below HTTP. The reason is for logs and admins: it holds no credential, and is short, whatever the
 * other end put into its certificate.
 */
export function transportFault(cause: unknown): TransportFault {
  const { fault, reason } = faultOf(cause);
  return { fault, reason: shortLine(reason) };
}

function faultOf(cause: unknown): TransportFault {
  const error = cause instanceof AggregateError ? cause.errors[0] : cause;
  if (!(error instanceof Error)) return { fault: "unreachable", reason: "the connection failed" };
  if (error instanceof AddressRefusedError) return { fault: "host_refused", reason: error.message };
  if (error.name === "TimeoutError" || error.name === "AbortError") {
    return { fault: "timed_out", reason: "no complete answer in time" };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = FAULT_OF_CODE[code];
  if (known) return { fault: known, reason: `${code}: ${error.message}` };
  // Something answers, but not in HTTP. Not every such error has a code.
  if (error.name === "HTTPParserError") return { fault: "answer_malformed", reason: error.message };
  if (TLS_CODE.test(code)) return { fault: "tls_failed", reason: `${code}: ${error.message}` };
  if (error.cause !== undefined) return faultOf(error.cause);
  return { fault: "unreachable", reason: `${code || error.name}: ${error.message}` };
}
