import { useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { ReviewerJwtReadout } from "#features/kubernetes-auth/components/reviewer-jwt-readout.tsx";
import type {
  KubernetesAuth,
  KubernetesAuthFormInput,
  Reviewer,
} from "#features/kubernetes-auth/lib/kubernetes-auth-form.ts";

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
] as const;

/** Who asks the cluster about a pod's JWT. The choice follows the field: pasting a JWT chooses it, emptying it does not keep it. */
export function ReviewerFields({ present }: { present: KubernetesAuth | null }) {
  const { control, setValue, setFocus, getValues, formState } = useFormContext<KubernetesAuthFormInput>();
  const [reviewer, jwt = ""] = useWatch({ control, name: ["reviewer", "tokenReviewerJwt"] });
  const putAside = useRef("");
  const isStored = present?.hasTokenReviewerJwt ?? false;
  const shouldValidate = formState.isSubmitted || formState.touchedFields.tokenReviewerJwt === true;
  const error = formState.errors.tokenReviewerJwt?.message;

  function setJwt(text: string): void {
    setValue("tokenReviewerJwt", text, { shouldDirty: true, shouldValidate });
  }

  function choose(next: Reviewer): void {
    // What was typed comes back when the choice does.
    if (next === "client") putAside.current = getValues("tokenReviewerJwt") ?? "";
    setValue("reviewer", next, { shouldDirty: true });
    setJwt(next === "client" ? "" : putAside.current);
    if (next === "stored" && !isStored) setFocus("tokenReviewerJwt");
  }

  function type(text: string): void {
    if (text.trim() !== "") setValue("reviewer", "stored", { shouldDirty: true });
    else if (!isStored) setValue("reviewer", "client", { shouldDirty: true });
    setJwt(text);
  }

  return (
    <>
      <RadioCards label="Who reviews the tokens" options={CARDS} value={reviewer} onValueChange={choose} />
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
