import { useFormContext, useWatch } from "react-hook-form";
import { ExpiryText } from "#components/expiry-text.tsx";
import { Warning } from "#components/warning.tsx";
import {
  type KubernetesAuth,
  type KubernetesAuthFormInput,
  keepsReviewer,
} from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";
import { type DecodedJwt, decodeJwt } from "#features/kubernetes-auth/lib/service-account-jwt.ts";

/** Under the field: whose JWT it is, or what becomes of the stored one. */
export function ReviewerJwtReadout({ present }: { present: KubernetesAuth | null }) {
  const { control } = useFormContext<KubernetesAuthFormInput>();
  const [reviewerMode, jwt = "", kubernetesHost, caCertificate] = useWatch({
    control,
    name: ["reviewerMode", "tokenReviewerJwt", "kubernetesHost", "caCertificate"],
  });
  return (
    <div role="status" className="text-[0.8125rem] text-muted">
      {jwt.trim() !== "" ? (
        <Pasted decoded={decodeJwt(jwt)} />
      ) : (
        present?.hasTokenReviewerJwt && (
          <StoredReviewer
            expiresAt={present.tokenReviewerJwtExpiresAt}
            fate={fateOf(reviewerMode === "stored", keepsReviewer(present, { kubernetesHost, caCertificate }))}
          />
        )
      )}
    </div>
  );
}

function Pasted({ decoded }: { decoded: DecodedJwt | null }) {
  if (!decoded) return "This does not read as a JWT yet: it has three parts separated by dots.";
  const { serviceAccount, subject } = decoded;
  return (
    <>
      {serviceAccount ? (
        <>
          Service account <Code>{serviceAccount.name}</Code> in namespace <Code>{serviceAccount.namespace}</Code>.
        </>
      ) : subject === null ? (
        "It names no service account."
      ) : (
        <>
          It is <Code>{subject}</Code>'s, which is no service account.
        </>
      )}{" "}
      <ExpiryText expiresAt={decoded.expiresAt} />
    </>
  );
}

type Fate = "kept" | "dropped" | "removed";

function fateOf(isChosen: boolean, isKept: boolean): Fate {
  if (!isChosen) return "removed";
  return isKept ? "kept" : "dropped";
}

function StoredReviewer({ expiresAt, fate }: { expiresAt: string | null; fate: Fate }) {
  return (
    <div className="flex flex-col gap-1">
      <p>
        A reviewer JWT is stored; it is never shown. <ExpiryText expiresAt={expiresAt} />
      </p>
      {fate === "dropped" && (
        <Warning>
          The host or the CA has changed: the stored JWT is not sent to another server and is dropped. Enter it again.
        </Warning>
      )}
      {fate === "removed" && <Warning>Saving deletes the stored JWT.</Warning>}
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-ink">{children}</code>;
}
