import { createServer } from "node:net";
import { MailServer, type MailServerOptions } from "@podpass/testing";
import { describe, expect, it } from "vitest";
import { createSmtpMailer, type SmtpSettings } from "./smtp-mailer.ts";

const MAIL = { to: "ada@example.com", subject: "Come in", text: "Use this link:\nhttps://podpass.example.com/#token" };
const CREDENTIALS = { username: "podpass", password: "correct horse" };

function mailerFor(server: MailServer, settings: Partial<SmtpSettings> = {}) {
  return createSmtpMailer({
    host: "127.0.0.1",
    port: server.port,
    security: "starttls",
    credentials: null,
    from: "Podpass <podpass@example.com>",
    caCertificate: server.caCertificate,
    ...settings,
  });
}

describe("mail by SMTP", () => {
  it.each<[string, MailServerOptions, Partial<SmtpSettings>]>([
    ["STARTTLS", {}, {}],
    ["TLS", { security: "tls" }, { security: "tls" }],
    ["nothing at all", { security: "none" }, { security: "none" }],
    ["a password", { credentials: CREDENTIALS }, { credentials: CREDENTIALS }],
  ])("arrives with %s", async (_what, options, settings) => {
    await using server = await MailServer.start(options);
    await mailerFor(server, settings).send(MAIL);
    expect(server.mails).toMatchObject([{ from: "podpass@example.com", to: [MAIL.to] }]);
    const { source = "" } = server.mails[0] ?? {};
    expect(source).toContain("Subject: Come in");
    expect(source).toContain("https://podpass.example.com/#token");
  });

  it.each<[string, MailServerOptions, Partial<SmtpSettings>]>([
    ["a server whose certificate nobody vouches for", {}, { caCertificate: undefined as never }],
    ["a server that is another one than was asked for", {}, { host: "127.0.0.2" }],
    ["a server that offers no STARTTLS", { security: "none" }, {}],
    ["a server that takes no mail", { refusal: "Mailbox full" }, {}],
    ["a wrong password", { credentials: CREDENTIALS }, { credentials: { ...CREDENTIALS, password: "wrong" } }],
  ])("is refused by or kept from %s", async (_what, options, settings) => {
    await using server = await MailServer.start(options);
    await expect(mailerFor(server, settings).send(MAIL)).rejects.toThrow();
    expect(server.mails).toEqual([]);
  });

  it("carries no header that the address or subject would smuggle in", async () => {
    await using server = await MailServer.start();
    await mailerFor(server).send({ ...MAIL, subject: "Hello\r\nBcc: eve@example.com" });
    expect(server.mails).toMatchObject([{ to: [MAIL.to] }]);
    expect(server.mails[0]?.source).not.toMatch(/^Bcc:/m);
  });

  it("fails in seconds when the server never says a word", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const from = "podpass@example.com";
    const mailer = createSmtpMailer({ host: "127.0.0.1", port, security: "none", credentials: null, from });
    await expect(mailer.send(MAIL)).rejects.toThrow(/greeting/i);
    silent.close();
  }, 10_000);
});
