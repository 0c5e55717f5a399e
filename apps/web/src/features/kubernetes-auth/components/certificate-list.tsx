import { ExpiryText } from "#components/expiry-text.tsx";
import { type CertificateSummary, readCertificates } from "#features/kubernetes-auth/lib/certificates.ts";

/** How many certificates a text holds, and whose they are. */
export function CertificateList({ pem }: { pem: string }) {
  const certificates = readCertificates(pem);
  if (pem.trim() === "") return null;
  return (
    <div className="flex flex-col gap-1 text-[0.8125rem] text-muted">
      <p>{countText(certificates.length)}</p>
      <ul className="flex flex-col gap-1">
        {certificates.map((certificate, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bundle may hold the same certificate twice; its place is what tells them apart
          <li key={index}>
            <Certificate certificate={certificate} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function countText(count: number): string {
  if (count === 0) return "No certificate found in this text.";
  return count === 1 ? "1 certificate." : `${count} certificates.`;
}

function Certificate({ certificate }: { certificate: CertificateSummary }) {
  if (!certificate.isReadable) return "One that cannot be read here.";
  const { subject, issuer, expiresAt } = certificate;
  return (
    <>
      <code className="font-mono text-ink">{subject}</code>,{" "}
      {subject === issuer ? (
        "signed by itself."
      ) : (
        <>
          issued by <code className="font-mono text-ink">{issuer}</code>.
        </>
      )}{" "}
      <ExpiryText expiresAt={expiresAt} />
    </>
  );
}
