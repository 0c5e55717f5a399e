import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { createServerCredentials } from "../certificate-authority.ts";

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came over the wire. */
  source: string;
}

export interface MailServerOptions {
  /** Default "starttls". */
  security?: "tls" | "starttls" | "none";
  /** Who must sign in; default: nobody. */
  credentials?: { username: string; password: string };
  /** Every mail is refused with this sentence. */
  refusal?: string;
}

/** A real SMTP server on loopback that keeps what it is sent. */
export class MailServer implements AsyncDisposable {
  readonly port: number;
  /** PEM of the authority that signed its certificate. */
  readonly caCertificate: string;
  readonly mails: readonly ReceivedMail[];
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer, mails: readonly ReceivedMail[], caCertificate: string) {
    this.#server = server;
    this.mails = mails;
    this.caCertificate = caCertificate;
    // It listens on a port of TCP, never on a path.
    this.port = (server.server.address() as AddressInfo).port;
  }

  static async start({ security = "starttls", credentials, refusal }: MailServerOptions = {}): Promise<MailServer> {
    const { caCertificate, serverCertificate, serverKey } = await createServerCredentials(["127.0.0.1", "localhost"]);
    const mails: ReceivedMail[] = [];
    const server = new SMTPServer({
      secure: security === "tls",
      key: serverKey,
      cert: serverCertificate,
      disabledCommands: security === "none" ? ["STARTTLS"] : [],
      authOptional: credentials === undefined,
      onAuth({ username, password }, _session, done) {
        const isRight = username === credentials?.username && password === credentials?.password;
        done(isRight ? null : new Error("Wrong credentials"), isRight ? { user: username } : undefined);
      },
      onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
        void text(stream).then((source) => {
          if (refusal !== undefined) return done(new Error(refusal));
          mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), source });
          done();
        }, done);
      },
    });
    server.on("error", () => undefined);
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    return new MailServer(server, mails, caCertificate);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
