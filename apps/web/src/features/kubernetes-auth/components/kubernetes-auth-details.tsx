import { parseAllowList } from "@podpass/contracts";
import type { ReactNode } from "react";
import { AccessTokenPolicyDetails } from "#components/access-token-policy/policy-details.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { Detail, DetailList, DetailListSkeleton } from "#components/detail-list.tsx";
import { ExpiryText } from "#components/expiry-text.tsx";
import { AllowListSentence } from "#features/kubernetes-auth/components/allow-list-sentence.tsx";
import { CertificateList } from "#features/kubernetes-auth/components/certificate-list.tsx";
import { SaveWarnings } from "#features/kubernetes-auth/components/save-warnings.tsx";
import type { KubernetesAuth } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { restrictionsOf } from "#features/kubernetes-auth/lib/restrictions.ts";

/** A configuration to read. */
export function KubernetesAuthDetails({ kubernetesAuth }: { kubernetesAuth: KubernetesAuth }) {
  const { reviewerMode, allowedNames, allowedNamespaces, allowedAudience, caCertificate } = kubernetesAuth;
  const restrictions = restrictionsOf(kubernetesAuth);
  return (
    <>
      <SaveWarnings of={kubernetesAuth} />
      <DetailList>
        {reviewerMode === "own" ? (
          <Detail label="Kubernetes Host">The cluster that Podpass runs in</Detail>
        ) : (
          <Detail label="Kubernetes Host">
            <CopyableId id={kubernetesAuth.kubernetesHost} label="Kubernetes host" />
          </Detail>
        )}
        <Detail label="Token Reviewer JWT">
          <Reviewer kubernetesAuth={kubernetesAuth} />
        </Detail>
        <Detail label="CA Certificate">
          {reviewerMode === "own" ? (
            <Muted>As mounted into Podpass's pod</Muted>
          ) : caCertificate === "" ? (
            <Muted>The system's authorities</Muted>
          ) : (
            <CertificateList pem={caCertificate} />
          )}
        </Detail>
        <Detail label="Allowed Service Account Names">
          <Items items={parseAllowList(allowedNames)} />
        </Detail>
        <Detail label="Allowed Namespaces">
          <Items items={parseAllowList(allowedNamespaces)} />
        </Detail>
        <Detail label="Rule">
          <AllowListSentence allowedNames={allowedNames} allowedNamespaces={allowedNamespaces} />
        </Detail>
        <Detail label="Allowed Audience">
          {allowedAudience.trim() === "" ? (
            <Muted>The API server's own</Muted>
          ) : (
            <Items items={parseAllowList(allowedAudience)} />
          )}
        </Detail>
        {restrictions.length > 0 && (
          <Detail label="More restrictions">
            <ul>
              {restrictions.map((restriction) => (
                <li key={restriction} className="break-words">
                  {restriction}
                </li>
              ))}
            </ul>
          </Detail>
        )}
        <AccessTokenPolicyDetails policy={kubernetesAuth} />
      </DetailList>
    </>
  );
}

function Reviewer({ kubernetesAuth }: { kubernetesAuth: KubernetesAuth }) {
  if (kubernetesAuth.reviewerMode === "own") return "Podpass's own service account";
  if (kubernetesAuth.reviewerMode === "client") return "The client's own JWT";
  return (
    <>
      Stored, never shown. <ExpiryText expiresAt={kubernetesAuth.tokenReviewerJwtExpiresAt} />
    </>
  );
}

function Items({ items }: { items: readonly string[] }) {
  if (items.length === 0) return <Muted>any</Muted>;
  return (
    <ul className="flex flex-wrap gap-1">
      {items.map((item) => (
        <li key={item} className="break-all rounded-xs bg-active px-1.5 font-mono text-[0.8125rem]">
          {item}
        </li>
      ))}
    </ul>
  );
}

function Muted({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}

const LABELS = [
  "Kubernetes Host",
  "Token Reviewer JWT",
  "CA Certificate",
  "Allowed Service Account Names",
  "Allowed Namespaces",
  "Rule",
  "Allowed Audience",
  "Access Token TTL",
  "Access Token Max TTL",
  "Access Token Max Number of Uses",
  "Access Token Trusted IPs",
];

export function KubernetesAuthDetailsSkeleton() {
  return <DetailListSkeleton labels={LABELS} />;
}
