export { MailServer, type MailServerOptions, type ReceivedMail } from "./mail-server.ts";
