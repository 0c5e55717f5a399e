/** What a command reads and writes beside files and the network. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  /** Standard output: what was asked for, and nothing else. */
  out(text: string): void;
  /** Standard error: a line of what happens. It never holds a token or a secret. */
  log(line: string): void;
}
