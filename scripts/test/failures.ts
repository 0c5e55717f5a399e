/** How many lines of a failure's message stand in the summary; all of it was printed where it happened. */
const MESSAGE_LINES = 6;

/** The colours that a runner gives its words for a terminal. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The part of Vitest's JSON report that names what failed. */
export interface VitestFailures {
  testResults: readonly {
    name: string;
    status: string;
    message: string;
    assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[];
  }[];
}

/** What failed, each with its file and the first lines of why. A file that did not load is one failure. */
export function vitestFailures({ testResults }: VitestFailures): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && assertionResults.length === 0) return [describe(name, message)];
    return failed.map(({ fullName, failureMessages }) => describe(`${name} > ${fullName}`, failureMessages.join("\n")));
  });
}

/** The part of Playwright's JSON report that names what failed. */
export interface PlaywrightFailures {
  suites: readonly PlaywrightSuite[];
  errors: readonly PlaywrightError[];
}

interface PlaywrightError {
  message?: string;
}

interface PlaywrightSuite {
  specs: readonly {
    title: string;
    file: string;
    ok: boolean;
    tests: readonly { results: readonly { errors: readonly PlaywrightError[] }[] }[];
  }[];
  suites?: readonly PlaywrightSuite[];
}

/** As of Vitest; what failed outside of any journey, such as a server that did not start, comes last. */
export function playwrightFailures({ suites, errors }: PlaywrightFailures): string[] {
  const outside = errors.map(({ message = "" }) => describe("outside of any journey", message));
  return [...suites.flatMap(failuresOfSuite), ...outside];
}

function failuresOfSuite({ specs, suites = [] }: PlaywrightSuite): string[] {
  const failed = specs.filter(({ ok }) => !ok);
  const own = failed.map(({ title, file, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    return describe(`${file} > ${title}`, errors.map(({ message = "" }) => message).join("\n"));
  });
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

function describe(what: string, message: string): string {
  const lines = message.replace(COLOUR, "").trim().split("\n").slice(0, MESSAGE_LINES);
  return [`✗ ${what}`, ...lines.map((line) => `    ${line}`)].join("\n");
}
