import type { AuthMethod, ExistingTokens } from "@podpass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useController } from "react-hook-form";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { trpc } from "#lib/trpc.ts";

interface ExistingTokensFieldProps {
  identityId: string;
  authMethod: AuthMethod;
}

/**
 * Asks what becomes of the tokens the login method issued before it is changed; says nothing when there are none. Stands
 * inside a FormProvider whose form has `existingTokens`.
 */
export function ExistingTokensField({ identityId, authMethod }: ExistingTokensFieldProps) {
  const { field } = useController<{ existingTokens: ExistingTokens }>({ name: "existingTokens" });
  // A number from an earlier opening would be wrong by now.
  const options = trpc.accessToken.countLive.queryOptions({ identityId }, { staleTime: 0, gcTime: 0 });
  const count = useQuery(options).data?.byAuthMethod[authMethod] ?? 0;
  if (count === 0) return null;
  const tokens = count === 1 ? "1 live token" : `${count.toLocaleString("en")} live tokens`;
  return (
    <RadioCards
      ref={field.ref}
      label="Existing access tokens"
      value={field.value}
      onValueChange={field.onChange}
      options={[
        {
          value: "keep",
          title: `Keep ${tokens}`,
          hint: "They work until they end. New trusted IPs and a new TTL hold for them too; who may log in does not.",
        },
        {
          value: "revoke",
          title: `Revoke ${tokens}`,
          hint: "They stop working on saving. Whoever may still log in gets a new one.",
        },
      ]}
    />
  );
}
