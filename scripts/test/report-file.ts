import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A place for a runner's JSON report, gone when disposed. */
export class ReportFile implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "podpass-report-"));
  readonly path = join(this.#folder, "report.json");

  /** @returns undefined when the runner ended before it wrote a report. */
  read(): unknown {
    try {
      return JSON.parse(readFileSync(this.path, "utf8"));
    } catch {
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
