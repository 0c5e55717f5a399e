import type { Installation } from "../installation.ts";
import { type Ledger, mergeLedgers } from "../load/ledger.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkAuditChain } from "./check-audit-chain.ts";
import { checkDatabase } from "./check-database.ts";

/** All that is checked at the end: what the clients saw, what the server answers, and, once it is stopped, its data. */
export async function checkInstallation(installation: Installation, ofClients: Ledger): Promise<string[]> {
  const ledger = mergeLedgers([ofClients, installation.probes]);
  const { failure } = installation;
  if (failure) return [...ledger.violations, `Podpass itself ${failure}`];
  const answers = await checkAnswers(installation, ledger);
  await installation.stop();
  return [
    ...ledger.violations,
    ...checkFaults(ledger),
    ...answers,
    ...(await installation.inspect((database) => checkDatabase(database, ledger))),
    ...(await checkAuditChain(installation)),
  ];
}

/** Whatever was not served was answered 503 in the shape that clients know. */
function checkFaults({ entries }: Ledger): string[] {
  return entries.flatMap(({ operation, outcome, malformed }) => {
    if (malformed !== undefined) return [`A ${operation} was answered ${outcome} and ${malformed}`];
    const isUnclear = typeof outcome === "number" && outcome >= 500 && outcome !== 503;
    return isUnclear ? [`A ${operation} was answered ${outcome}`] : [];
  });
}
