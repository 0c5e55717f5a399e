import type { ReviewerMode } from "@podpass/contracts";
import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { ReviewerJwtReadout } from "#features/kubernetes-auth/components/reviewer-jwt-readout.tsx";
import type { KubernetesAuth, KubernetesAuthFormInput } from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

const CARDS = [
  {
    value: "stored",
    title: "A stored reviewer JWT",
    hint: "One service account reviews for all. Choose it to keep your applications' own accounts without extra rights.",
  },
  {
    value: "client",
    title: "The client's own JWT",
    hint: "Each pod's JWT reviews itself, so nothing long-lived is stored. Choose it when every pod's account may have system:auth-delegator.",
  },
  {
    value: "own",
    title: "Podpass's own service account",
    hint: "Nothing is stored and no pod needs extra rights. Choose it when the pods run in the cluster that Podpass itself runs in.",
  },
] as const;

/** Who asks the cluster about a pod's JWT. The choice follows the field: pasting a JWT chooses it, emptying it does not keep it. */
export function ReviewerFields({ present }: { present: KubernetesAuth | null }) {
  const { control, register, setValue, setFocus, getValues, formState } = useFormContext<KubernetesAuthFormInput>();
  const [reviewerMode, jwt = ""] = useWatch({ control, name: ["reviewerMode", "tokenReviewerJwt"] });
  const putAside = useRef<Partial<KubernetesAuthFormInput>>({});
  const isStored = present?.hasTokenReviewerJwt ?? false;
  const shouldValidate = formState.isSubmitted || formState.touchedFields.tokenReviewerJwt === true;
  const error = formState.errors.tokenReviewerJwt?.message;

  function setJwt(text: string): void {
    setValue("tokenReviewerJwt", text, { shouldDirty: true, shouldValidate });
  }

  function choose(next: ReviewerMode): void {
    const { kubernetesHost, caCertificate, tokenReviewerJwt } = getValues();
    // What a choice hides is emptied, so that nothing unseen is in the way of saving, and comes back with the choice.
    if (reviewerMode === "stored") putAside.current.tokenReviewerJwt = tokenReviewerJwt;
    if (reviewerMode !== "own") putAside.current = { ...putAside.current, kubernetesHost, caCertificate };
    const shown = putAside.current;
    setValue("reviewerMode", next, { shouldDirty: true });
    setValue("kubernetesHost", next === "own" ? "" : (shown.kubernetesHost ?? ""), { shouldDirty: true });
    setValue("caCertificate", next === "own" ? "" : (shown.caCertificate ?? ""), { shouldDirty: true });
    setJwt(next === "stored" ? (shown.tokenReviewerJwt ?? "") : "");
    if (next === "stored" && !isStored) setFocus("tokenReviewerJwt");
  }

  function type(text: string): void {
    if (text.trim() !== "") setValue("reviewerMode", "stored", { shouldDirty: true });
    else if (!isStored) setValue("reviewerMode", "client", { shouldDirty: true });
    setJwt(text);
  }

  return (
    <>
      <RadioCards
        label="Who reviews the tokens"
        options={CARDS}
        value={reviewerMode}
        onValueChange={choose}
        ref={register("reviewerMode").ref}
      />
      {reviewerMode === "own" ? (
        <p role="status" className="text-muted">
          Podpass asks the cluster it runs in, and no other, with the token and the CA certificate that Kubernetes
          mounts into its pod. Its service account needs the cluster role{" "}
          <code className="font-mono text-ink">system:auth-delegator</code>.
        </p>
      ) : (
        <Field
          label="Token Reviewer JWT"
          help={
            isStored
              ? "A long-lived JWT of a service account that may use the TokenReview API. Leave it empty to keep the one that is stored."
              : "A long-lived JWT of a service account that may use the TokenReview API. Leave it empty and each client's own JWT is used instead."
          }
          error={error}
          isOptional
        >
          <ReviewerJwtInput value={jwt} onType={type} />
          <ReviewerJwtReadout present={present} />
        </Field>
      )}
    </>
  );
}

function ReviewerJwtInput({ value, onType }: { value: string; onType: (text: string) => void }) {
  const { register } = useFormContext<KubernetesAuthFormInput>();
  const { ref, name, onBlur } = register("tokenReviewerJwt");
  return (
    <Textarea
      ref={ref}
      name={name}
      onBlur={onBlur}
      value={value}
      onChange={(event) => onType(event.target.value)}
      autoComplete="off"
      placeholder="eyJhbGciOiJSUzI1NiIs…"
      className="break-all font-mono text-[0.8125rem]"
    />
  );
}
