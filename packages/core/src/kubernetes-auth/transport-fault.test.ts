import { describe, expect, it } from "vitest";
import { AddressRefusedError } from "./address-policy.ts";
import { transportFault } from "./transport-fault.ts";

const withCode = (code: string, message = "message") => Object.assign(new Error(message), { code });

describe("transportFault", () => {
  it.each<[string, unknown, string]>([
    ["a name nobody knows", withCode("ENOTFOUND"), "host_not_found"],
    ["a resolver that is away", withCode("EAI_AGAIN"), "host_not_found"],
    ["a closed port", withCode("ECONNREFUSED"), "unreachable"],
    ["every address closed", new AggregateError([withCode("ECONNREFUSED"), withCode("EHOSTUNREACH")]), "unreachable"],
    ["a reset", withCode("ECONNRESET"), "unreachable"],
    ["a socket that ended", withCode("UND_ERR_SOCKET"), "unreachable"],
    ["no connection in time", withCode("UND_ERR_CONNECT_TIMEOUT"), "timed_out"],
    ["no headers in time", withCode("UND_ERR_HEADERS_TIMEOUT"), "timed_out"],
    ["no whole answer in time", Object.assign(new Error("x"), { name: "TimeoutError" }), "timed_out"],
    ["a CA nobody trusts", withCode("SELF_SIGNED_CERT_IN_CHAIN"), "tls_untrusted"],
    ["an issuer nobody knows", withCode("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "tls_untrusted"],
    ["a signature that is wrong", withCode("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "tls_untrusted"],
    ["a certificate that is its own CA", withCode("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls_untrusted"],
    ["an expired certificate", withCode("CERT_HAS_EXPIRED"), "tls_expired"],
    ["a certificate of tomorrow", withCode("CERT_NOT_YET_VALID"), "tls_expired"],
    ["another name", withCode("ERR_TLS_CERT_ALTNAME_INVALID"), "tls_wrong_name"],
    ["a certificate that is wrong in another way", withCode("CERT_REJECTED"), "tls_failed"],
    ["no TLS at all", withCode("ERR_SSL_WRONG_VERSION_NUMBER"), "tls_failed"],
    ["an answer too large", withCode("UND_ERR_RES_EXCEEDED_MAX_SIZE"), "answer_malformed"],
    ["headers too large", withCode("UND_ERR_HEADERS_OVERFLOW"), "answer_malformed"],
    ["a length that is not the body's", withCode("UND_ERR_RES_CONTENT_LENGTH_MISMATCH"), "answer_malformed"],
    ["a body that is not UTF-8", withCode("ERR_ENCODING_INVALID_ENCODED_DATA"), "answer_malformed"],
    ["what is not HTTP", Object.assign(new Error("x"), { name: "HTTPParserError" }), "answer_malformed"],
    ["a refused address", new AddressRefusedError("no"), "host_refused"],
    ["a cause inside", new TypeError("failed", { cause: withCode("ENOTFOUND") }), "host_not_found"],
    ["something new", withCode("E_NEW"), "unreachable"],
    ["no error", "text", "unreachable"],
    ["an empty list of errors", new AggregateError([]), "unreachable"],
  ])("names %s", (_what, cause, fault) => {
    expect(transportFault(cause)).toEqual({ fault, reason: expect.stringMatching(/./) });
  });

  it("says why in one short line, however many names the other end's certificate has", () => {
    const names = Array.from({ length: 5000 }, (_, index) => `DNS:name-${index}.example.com`).join(", ");
    const cause = Object.assign(new Error(`Host is not in the\ncert's altnames: ${names}`), {
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
    expect(transportFault(cause).reason).toMatch(
      /^ERR_TLS_CERT_ALTNAME_INVALID: Host is not in the cert's [^\p{Cc}]{1,250}$/u,
    );
  });
});
