import { type DestinationStream, type LoggerOptions, pino, stdSerializers } from "pino";

/**
 * Structured logs, on standard output unless told otherwise. Nothing logs a credential on purpose; the redaction is the
 * second line of defence.
 */
export function createLogger(level: string, destination?: DestinationStream) {
  const options: LoggerOptions = {
    level,
    redact: {
      paths: [
        "req.headers.authorization",
        "req.headers.cookie",
        "*.jwt",
        "*.accessToken",
        "*.clientSecret",
        "*.password",
        "*.tokenReviewerJwt",
        "*.secretValue",
      ],
      censor: "[REDACTED]",
    },
    serializers: {
      // Only the path: a query may hold what somebody searched for.
      req: (request: { method: string; url: string; clientAddress: string }) => ({
        method: request.method,
        path: request.url.split("?")[0],
        ip: request.clientAddress,
      }),
      // Node hands over what it could not parse: the request itself, credentials and all.
      err: (error: Error) => {
        const { rawPacket: _rawPacket, ...shown } = stdSerializers.err(error);
        return shown;
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
