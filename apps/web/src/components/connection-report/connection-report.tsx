import { CONNECTION_CHECK_TITLES } from "@podpass/contracts";
import { CheckList } from "#components/check-list/check-list.tsx";
import type { RemedyField } from "#components/check-list/check-remedy.tsx";
import { type ConnectionReport, ConnectionVerdict } from "#components/connection-report/connection-verdict.tsx";
import { ExpiryText } from "#components/expiry-text.tsx";

interface ConnectionReportViewProps {
  report: ConnectionReport;
  onFieldChosen?: (field: RemedyField) => void;
}

/** What a look at an API server found, check by check, and the certificates it showed. */
export function ConnectionReportView({ report, onFieldChosen }: ConnectionReportViewProps) {
  return (
    <div className="flex flex-col gap-3">
      <div role="status">
        <ConnectionVerdict report={report} />
      </div>
      <CheckList
        label="Connection checks"
        checks={report.checks}
        titles={CONNECTION_CHECK_TITLES}
        hasFindings
        onFieldChosen={onFieldChosen}
      />
      {report.certificates.length > 0 && <CertificateChain certificates={report.certificates} />}
    </div>
  );
}

function CertificateChain({ certificates }: Pick<ConnectionReport, "certificates">) {
  return (
    <section aria-label="Certificate chain" className="text-[0.8125rem] text-muted">
      <p>Certificates of the API server:</p>
      <ul className="flex flex-col gap-1 pt-1">
        {certificates.map(({ subject, issuer, expiresAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two certificates of a chain may have the same name
          <li key={index}>
            <code className="break-words font-mono text-ink">{subject}</code>,{" "}
            {subject === issuer ? (
              "signed by itself."
            ) : (
              <>
                issued by <code className="break-words font-mono text-ink">{issuer}</code>.
              </>
            )}{" "}
            <ExpiryText expiresAt={expiresAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}
