import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";
import type { Mailer } from "./mailer.ts";

export interface SmtpSettings {
  host: string;
  port: number;
  /** "tls" from the first byte on, "starttls" before anything is said, "none" only for a server on this machine. */
  security: "tls" | "starttls" | "none";
  /** Null: the server asks nobody who they are. */
  credentials: { username: string; password: string } | null;
  /** The sender, such as `Podpass <podpass@example.com>`. */
  from: string;
  /** PEM bundle in place of the system's roots. */
  caCertificate?: string;
}

const CONNECT_TIMEOUT_MS = 5000;
const SILENCE_TIMEOUT_MS = 10_000;
const TOTAL_TIMEOUT_MS = 20_000;

/**
 * Mail by SMTP, a connection for each. The server's certificate is always verified, and a server that offers no STARTTLS
 * where it is asked for gets neither a credential nor a mail. Nothing of a mail reads files or addresses.
 */
export function createSmtpMailer({ host, port, security, credentials, from, caCertificate }: SmtpSettings): Mailer {
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2", ...(caCertificate ? { ca: caCertificate } : {}) },
    ...(credentials ? { auth: { user: credentials.username, pass: credentials.password } } : {}),
    dnsTimeout: CONNECT_TIMEOUT_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const deadline = new AbortController();
      const late = wait(TOTAL_TIMEOUT_MS, undefined, { signal: deadline.signal }).then(() => {
        throw new Error(`The mail server did not take the mail within ${TOTAL_TIMEOUT_MS} ms`);
      });
      try {
        // Answers that trickle in would keep a connection from ever being silent.
        await Promise.race([transport.sendMail({ from, ...mail }), late]);
      } finally {
        deadline.abort();
        await late.catch(() => undefined);
      }
    },
  };
}
