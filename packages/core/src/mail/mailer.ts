/** A mail to one person, as plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mail. A server without mail has none: whoever mails must do without, and say so. */
export interface Mailer {
  /** Hands the mail to the mail server, or throws within 20 seconds: then nobody knows whether it will come. */
  send(mail: Mail): Promise<void>;
}
