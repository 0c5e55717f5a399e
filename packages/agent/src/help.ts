export type HelpTopic = "podpass" | "login" | "secrets" | "run" | "agent";

const LOGIN_OPTIONS = `How to log in (the first that is given; options come before variables):
  --access-token-file FILE   a token somebody else got      PODPASS_ACCESS_TOKEN
  --identity-id ID           as a pod, with Kubernetes Auth PODPASS_IDENTITY_ID
    --token-path FILE        its service-account token      PODPASS_TOKEN_PATH
  --client-id ID             with Universal Auth            PODPASS_CLIENT_ID
    --client-secret-file FILE                               PODPASS_CLIENT_SECRET

Where Podpass is:
  --url URL                                                 PODPASS_URL
  --ca-file FILE             PEM of its CA                  PODPASS_CA_FILE
`;

const SCOPE_OPTIONS = `Which secrets:
  --project SLUG|ID                                         PODPASS_PROJECT
  --env SLUG                 the environment                PODPASS_ENVIRONMENT
  --path PATH                the folder; default /          PODPASS_PATH
  --recursive                the folders below it too
`;

const EXIT_CODES = `Exit codes:
  0 done   1 failed   2 wrong usage or configuration   3 login refused   4 not allowed   5 not found
  6 invalid request   7 Podpass cannot be reached, or is not able to answer
`;

export const HELP: Record<HelpTopic, string> = {
  podpass: `Usage: podpass COMMAND [OPTIONS]

  login     logs in and prints the access token
  secrets   gets, lists and exports secrets
  run       runs a program with the secrets as variables
  agent     keeps files up to date with secrets and a token

\`podpass COMMAND --help\` tells more, \`podpass --version\` which version this is.
Credentials are read from files and variables, never from the command line.
`,
  login: `Usage: podpass login [OPTIONS]

Logs in and prints the access token.

  --output FILE              writes it there instead, readable by you alone

${LOGIN_OPTIONS}
${EXIT_CODES}`,
  secrets: `Usage: podpass secrets get NAME [OPTIONS]
       podpass secrets list [OPTIONS]
       podpass secrets export [--format FORMAT] [OPTIONS]

get prints one value, list the names, export all names and values.

  --format FORMAT            dotenv (default), json, yaml or shell
  --output FILE              writes there instead, readable by you alone

${SCOPE_OPTIONS}
${LOGIN_OPTIONS}
${EXIT_CODES}`,
  run: `Usage: podpass run [OPTIONS] -- PROGRAM [ARGUMENTS]

Runs a program with the secrets as variables. Signals are handed on to it, and its exit code is this command's. A secret
comes before a variable that is set already.

  --keep-env                 a variable that is set already comes before a secret
  --watch                    starts the program anew when a secret changes
  --grace SECONDS            how long it has to end before it is killed, then; default 10

${SCOPE_OPTIONS}
${LOGIN_OPTIONS}
${EXIT_CODES}
Beside these: 126 the program cannot be run, 127 there is no such program, 128 + n it was ended by signal n.
`,
  agent: `Usage: podpass agent --config FILE [--once] [OPTIONS]
       podpass agent [--template SOURCE:DESTINATION]... [--token-file FILE]... [--once] [OPTIONS]

Keeps files up to date: templates filled in with secrets, and the access token. A file is replaced at once and whole, and
only when what is in it changes. While Podpass is away the last good files stay.

  --config FILE              YAML; the README describes it
  --template SOURCE:DESTINATION
  --token-file FILE
  --once                     writes everything once and ends

${SCOPE_OPTIONS}
${LOGIN_OPTIONS}
${EXIT_CODES}`,
};
